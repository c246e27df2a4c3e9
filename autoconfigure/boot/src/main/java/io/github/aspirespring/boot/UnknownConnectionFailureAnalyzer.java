// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Reports an {@link AspireConnection} of which there is no such bean, before Spring Boot
 * reports just that.
 */
final class UnknownConnectionFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException>
		implements Ordered {

	private final Environment environment;

	UnknownConnectionFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		String name = connectionName(rootFailure, cause);
		if (name == null) {
			return null;
		}
		// The bean is gone by now
		ConnectionSelector selector = ConnectionSelector.of(this.environment, getClass().getClassLoader());
		List<NamedSelection> connections = selector.selectAll();
		String names = connections.isEmpty() ? "none"
				: connections.stream().map(NamedSelection::toString).distinct().collect(Collectors.joining(", "));
		return new FailureAnalysis(
				((description != null) ? description : "A bean") + " asks for a " + type(cause) + " of the connection '"
						+ name + "', and there is none. Connections that beans are made of: " + names + ".",
				action(name, selector.isInjected(name)), cause);
	}

	private static String action(String name, boolean injected) {
		return injected
				? "'" + name + "' is injected, but not as a connection that such a bean is made of. Add the starter of "
						+ "its technology, or, where its connection string is a mere address, say what it is: "
						+ "'aspire.<integration>.connections." + name + ".enabled=true'."
				: "Correct the name in @AspireConnection, or reference the resource '" + name
						+ "' in the AppHost (WithReference), or set 'aspire.connection-strings." + name
						+ "' for running without one.";
	}

	private static String type(NoSuchBeanDefinitionException cause) {
		ResolvableType type = cause.getResolvableType();
		return (type != null) ? ClassUtils.getShortName(type.toClass()) : "bean";
	}

	private static @Nullable String connectionName(Throwable failure, NoSuchBeanDefinitionException cause) {
		for (Throwable each = failure; each != null; each = each.getCause()) {
			InjectionPoint point = (each instanceof UnsatisfiedDependencyException unsatisfied
					&& unsatisfied.getCause() == cause) ? unsatisfied.getInjectionPoint() : null;
			if (point != null) {
				MergedAnnotation<AspireConnection> annotation = MergedAnnotations.from(point.getAnnotations())
					.get(AspireConnection.class);
				return annotation.isPresent() ? annotation.getString(MergedAnnotation.VALUE) : null;
			}
		}
		return null;
	}

}
