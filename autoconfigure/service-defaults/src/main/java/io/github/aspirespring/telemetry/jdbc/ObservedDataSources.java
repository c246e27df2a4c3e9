// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.jdbc;

import java.lang.reflect.Modifier;
import java.util.function.Supplier;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import net.ttddyy.dsproxy.support.ProxyDataSource;
import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.NativeDetector;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Has every data source of the application observed, whoever defines it. Each keeps its
 * type; one of a public class that is final can't be observed.
 */
final class ObservedDataSources implements BeanPostProcessor, PriorityOrdered {

	private static final boolean HIKARI = ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource",
			ObservedDataSources.class.getClassLoader());

	private final Supplier<QueryObservations> observations;

	ObservedDataSources(Supplier<QueryObservations> observations) {
		this.observations = observations;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		// What a scoped proxy stands for is a bean as well
		return (bean instanceof DataSource dataSource && !AopUtils.isAopProxy(bean)) ? observe(dataSource, beanName)
				: bean;
	}

	private DataSource observe(DataSource dataSource, String name) {
		if (dataSource instanceof ProxyDataSource) {
			return dataSource;
		}
		if (dataSource instanceof DelegatingDataSource || dataSource instanceof AbstractRoutingDataSource) {
			observeTargets(dataSource, name);
			return dataSource;
		}
		return isObservedPool(dataSource, name) ? dataSource : proxy(dataSource, name);
	}

	// Other targets are observed if they are beans, and would be observed twice here
	private void observeTargets(DataSource dataSource, String name) {
		if (dataSource instanceof DelegatingDataSource delegating && delegating.getTargetDataSource() != null) {
			isObservedPool(delegating.getTargetDataSource(), name);
		}
		else if (dataSource instanceof AbstractRoutingDataSource routing) {
			routing.getResolvedDataSources().values().forEach((target) -> isObservedPool(target, name));
		}
	}

	private boolean isObservedPool(DataSource dataSource, String name) {
		return HIKARI && dataSource instanceof HikariDataSource pool && !AopUtils.isAopProxy(dataSource)
				&& PooledConnections.observe(pool, name, this.observations.get());
	}

	private DataSource proxy(DataSource dataSource, String name) {
		int modifiers = dataSource.getClass().getModifiers();
		boolean injectedByClass = Modifier.isPublic(modifiers);
		if (injectedByClass && (Modifier.isFinal(modifiers) || NativeDetector.inNativeImage())) {
			// No class can be made that extends it
			return dataSource;
		}
		ProxyFactory factory = new ProxyFactory(dataSource);
		factory.setProxyTargetClass(injectedByClass);
		factory.addAdvice(interceptor(this.observations.get().observe(dataSource, name)));
		Object proxy = factory.getProxy(dataSource.getClass().getClassLoader());
		if (HIKARI && proxy instanceof HikariDataSource) {
			// The metrics of Spring Boot look at the field that holds the pool
			ReflectionUtils.shallowCopyFieldState(dataSource, proxy);
		}
		return (DataSource) proxy;
	}

	private static MethodInterceptor interceptor(DataSource observed) {
		return (invocation) -> {
			Object[] arguments = invocation.getArguments();
			if (!invocation.getMethod().getName().equals("getConnection")) {
				return invocation.proceed();
			}
			if (arguments.length == 0) {
				return observed.getConnection();
			}
			return (arguments.length == 2 && arguments[0] instanceof String user
					&& arguments[1] instanceof String password) ? observed.getConnection(user, password)
							: invocation.proceed();
		};
	}

}
