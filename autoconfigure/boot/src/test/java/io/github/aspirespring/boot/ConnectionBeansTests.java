// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.util.ReflectionUtils;

import io.github.aspirespring.boot.TestIntegration.TestSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link ConnectionBeans}.
 */
class ConnectionBeansTests {

	private final AtomicReference<@Nullable Environment> environment = new AtomicReference<>();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withInitializer((context) -> this.environment.set(context.getEnvironment()))
		.withUserConfiguration(IntegrationConfiguration.class);

	@Test
	void everyConnectionHasBeansThatOnlyItsNameReaches() {
		with("ConnectionStrings__billing", "alpha:1", "ConnectionStrings__orders-db", "alpha:2")
			.withPropertyValues("aspire.alpha.connection-name=billing")
			.withUserConfiguration(InjectionPoints.class)
			.run((context) -> {
				InjectionPoints points = context.getBean(InjectionPoints.class);
				assertThat(points.annotated.target()).isEqualTo("alpha:2");
				assertThat(points.meta).isSameAs(points.annotated);
				assertThat(points.client).isEqualTo(new Client(points.annotated));
				assertThat(points.qualified.target()).isEqualTo("alpha:1");
				assertThat(points.unqualified.stream()).isEmpty();
				assertThat(points.unqualified.getIfAvailable()).isNull();
				assertThat(context.getBeansOfType(Client.class)).containsOnlyKeys("billing.client", "orders-db.client");
			});
	}

	@Test
	void beansAreMadeWhenTheyAreAskedForAndClosedWithTheContext() {
		Set<Pool> pools = ConcurrentHashMap.newKeySet();
		with("ConnectionStrings__billing", "alpha:1").run((context) -> {
			assertThat(context.getBeanFactory().containsSingleton("billing")).isFalse();
			Pool pool = bean(context, Pool.class, "billing");
			assertThat(bean(context, Pool.class, "billing")).isSameAs(pool);
			assertThat(pool.closed).isFalse();
			pools.add(pool);
		});
		assertThat(pools).singleElement().matches((pool) -> pool.closed);
	}

	@Test
	void beanOfSpringBootAnswersToTheNameOfTheSelectedConnection() {
		with("ConnectionStrings__billing", "alpha:1", "ConnectionStrings__audit", "alpha:2")
			.withPropertyValues("aspire.alpha.connection-name=billing")
			.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.run((context) -> {
				ThreadPoolTaskExecutor executor = context.getBean(ThreadPoolTaskExecutor.class);
				assertThat(bean(context, ThreadPoolTaskExecutor.class, "billing")).isSameAs(executor);
				assertThat(bean(context, ThreadPoolTaskExecutor.class, "audit")).isNotSameAs(executor);
				assertThat(context.getBeanNamesForType(ThreadPoolTaskExecutor.class, false, true))
					.containsExactlyInAnyOrder("applicationTaskExecutor", "audit.executor");
			});
	}

	@Test
	void namesOfOneConnectionAreNoBeansOfTheirOwn() {
		with("ConnectionStrings__orders_db", "alpha:1").run((context) -> {
			assertThat(context.getBeanNamesForType(Pool.class)).hasSize(1);
			assertThat(injected(context, "orders-db")).isSameAs(injected(context, "orders_db"));
		});
		with("ConnectionStrings__orders_db", "task:1").withUserConfiguration(TaskConfiguration.class)
			.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.run((context) -> {
				assertThat(context.getBeanNamesForType(ThreadPoolTaskExecutor.class))
					.containsExactly("applicationTaskExecutor");
				assertThat(context.getBean("orders-db")).isSameAs(context.getBean("orders_db"))
					.isSameAs(context.getBean(ThreadPoolTaskExecutor.class));
			});
	}

	@Test
	void beanOfSpringBootIsNotInitializedAgain() {
		with("ConnectionStrings__billing", "alpha:1")
			.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.run((context) -> {
				ThreadPoolExecutor pool = context.getBean(ThreadPoolTaskExecutor.class).getThreadPoolExecutor();
				ThreadPoolTaskExecutor executor = bean(context, ThreadPoolTaskExecutor.class, "billing");
				assertThat(executor.getThreadPoolExecutor()).isSameAs(pool);
				assertThat(executor.getThreadNamePrefix()).isEqualTo("task-");
			});
	}

	// Spring Boot makes it of the pool, wherever that leads
	@Test
	void beanOfSpringBootIsNotSharedWhereTheApplicationHasWhatItIsMadeOf() {
		with("ConnectionStrings__billing", "alpha:1").withBean("pool", Pool.class, () -> new Pool("own", null))
			.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.run((context) -> assertThat(bean(context, ThreadPoolTaskExecutor.class, "billing"))
				.isNotSameAs(context.getBean(ThreadPoolTaskExecutor.class)));
	}

	@Test
	void beanIsFoundByAllItsTypesAndReplacedByTheOneThatTheApplicationKnows() {
		with("ConnectionStrings__billing", "alpha:1").run((context) -> {
			Server server = bean(context, Server.class, "billing");
			assertThat(bean(context, ReactiveServer.class, "billing")).isSameAs(server);
		});
		with("ConnectionStrings__orders_db", "alpha:1")
			.run((context) -> assertThat(bean(context, ReactiveServer.class, "orders-db"))
				.isSameAs(bean(context, Server.class, "orders_db")));
		Server own = () -> "own";
		with("ConnectionStrings__billing", "alpha:1").withBean("billing.server", Server.class, () -> own)
			.run((context) -> {
				assertThat(context.getBean("billing.server")).isSameAs(own);
				assertThat(context.getBeansOfType(Server.class)).hasSize(1);
			});
	}

	@Test
	void beanKnowsItsConnectionAndWhatSpringBootMadeOfThatKind() {
		with("ConnectionStrings__billing", "alpha:1", "ConnectionStrings__audit", "alpha:2")
			.withPropertyValues("aspire.alpha.connection-name=billing")
			.run((context) -> {
				assertThat(bean(context, TestServer.class, "billing")).isEqualTo(new TestServer("billing", true, null));
				assertThat(bean(context, TestServer.class, "audit")).isEqualTo(new TestServer("audit", false, null));
			});
		with("ConnectionStrings__billing", "alpha:1")
			.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
			.run((context) -> assertThat(bean(context, TestServer.class, "billing").executor())
				.isSameAs(context.getBean(ThreadPoolTaskExecutor.class)));
		with("ConnectionStrings__billing", "alpha:1")
			.withBean("own", ThreadPoolTaskExecutor.class, ThreadPoolTaskExecutor::new)
			.run((context) -> assertThat(bean(context, TestServer.class, "billing").executor()).isNull());
	}

	@Test
	void beanOfTheApplicationDoesNotAnswerToTheNameOfTheSelectedConnection() {
		with("ConnectionStrings__billing", "alpha:1").withBean("pool", Pool.class, () -> new Pool("own", null))
			.run((context) -> {
				assertThat(context.getBeanProvider(Pool.class).getObject().target()).isEqualTo("own");
				assertThat(bean(context, Pool.class, "billing").target()).isEqualTo("alpha:1");
			});
	}

	@Test
	void beanThatTheApplicationHasForConnectionReplacesOurs() {
		with("ConnectionStrings__billing", "alpha:1").withUserConfiguration(OwnPool.class).run((context) -> {
			assertThat(context.getBeansOfType(Pool.class)).containsOnlyKeys("own");
			assertThat(bean(context, Client.class, "billing").pool().target()).isEqualTo("own");
		});
		with("ConnectionStrings__billing", "alpha:1").withBean("billing", Pool.class, () -> new Pool("own", null))
			.run((context) -> assertThat(bean(context, Client.class, "billing").pool().target()).isEqualTo("own"));
	}

	@Test
	void nameThatIsTakenIsLeftToItsOwner() {
		with("ConnectionStrings__billing", "alpha:1").withBean("billing", String.class, () -> "mine").run((context) -> {
			assertThat(context.getBean("billing")).isEqualTo("mine");
			assertThat(context.getBean("billing.pool")).isSameAs(bean(context, Pool.class, "billing"));
		});
	}

	@Test
	void connectionIsReachedByEverySpellingThatStandsForIt() {
		with("ConnectionStrings__orders_db", "alpha:1").run((context) -> {
			assertThat(bean(context, Pool.class, "orders-db")).isSameAs(bean(context, Pool.class, "orders_db"));
			assertThat(context.getBean("orders-db.client")).isSameAs(context.getBean("orders_db.client"));
		});
		with("ConnectionStrings__ordersdb", "alpha:1").withPropertyValues("aspire.alpha.connection-name=orders-db")
			.run((context) -> assertThat(bean(context, Pool.class, "orders-db").target()).isEqualTo("alpha:1"));
	}

	@Test
	void settingsBelongToOneConnection() {
		with("ConnectionStrings__billing", "alpha:1", "ConnectionStrings__audit-db", "alpha:2")
			.withPropertyValues("aspire.alpha.connection-name=billing", "aspire.alpha.connections.audit-db.color=red")
			.run((context) -> {
				assertThat(bean(context, Pool.class, "audit-db").color()).isEqualTo("red");
				assertThat(bean(context, Pool.class, "billing").color()).isNull();
			});
	}

	@Test
	void connectionThatIsSwitchedOffIsAsGoodAsNotThere() {
		with("ConnectionStrings__billing", "alpha:1", "ConnectionStrings__audit", "alpha:2")
			.withPropertyValues("aspire.alpha.connections.audit.enabled=false")
			.run((context) -> {
				assertThat(context.getBeansOfType(Pool.class)).containsOnlyKeys("billing");
				assertThat(context.getBean(ConnectionSelector.class).select("alpha")).hasToString("alpha 'billing'");
			});
	}

	@Test
	void nothingIsRegisteredForAnIntegrationThatIsSwitchedOff() {
		with("ConnectionStrings__billing", "alpha:1").withPropertyValues("aspire.alpha.enabled=false")
			.run((context) -> assertThat(context.getBeansOfType(Pool.class)).isEmpty());
	}

	@Test
	void connectionThatSeveralIntegrationsCouldReadHasBeansIfTheApplicationSaysSo() {
		ApplicationContextRunner contested = with("ConnectionStrings__bare", "possible:1", "ConnectionStrings__billing",
				"alpha:1");
		contested.run((context) -> assertThat(context.getBeansOfType(Pool.class)).containsOnlyKeys("billing"));
		contested.withPropertyValues("aspire.alpha.connections.bare.enabled=true")
			.run((context) -> assertThat(context.getBeansOfType(Pool.class)).containsOnlyKeys("bare", "billing"));
	}

	// They are those of the run
	@Test
	void nothingIsRegisteredAheadOfTime() {
		with("ConnectionStrings__billing", "alpha:1")
			.withSystemProperties(AbstractAotProcessor.AOT_PROCESSING + "=true")
			.run((context) -> assertThat(context.getBeansOfType(Pool.class)).isEmpty());
	}

	@Test
	void unknownNameFailsWithTheNamesThatExist() {
		with("ConnectionStrings__billing", "alpha:1", "ConnectionStrings__cache", "other:3")
			.withPropertyValues("aspire.alpha.connection-name=billing")
			.withUserConfiguration(InjectionPoints.class)
			.run((context) -> {
				FailureAnalysis analysis = analyze(context);
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).startsWith("Parameter 0 of constructor in ")
					.endsWith(" asks for a ConnectionBeansTests.Pool of the connection 'orders-db', and there is none. "
							+ "Connections that beans are made of: alpha 'billing'.");
				assertThat(analysis.getAction()).startsWith("Correct the name in @AspireConnection, or reference");
			});
	}

	@Test
	void connectionOfAnotherTechnologyFailsWithAnAdviceOfItsOwn() {
		with("ConnectionStrings__billing", "alpha:1", "ConnectionStrings__orders-db", "other:3")
			.withUserConfiguration(InjectionPoints.class)
			.run((context) -> {
				FailureAnalysis analysis = analyze(context);
				assertThat(analysis).isNotNull();
				assertThat(analysis.getAction())
					.startsWith("'orders-db' is injected, but not as a connection that such a bean is made of.");
			});
	}

	@Test
	void missingBeanOfNoConnectionIsLeftToSpringBoot() {
		this.runner.withUserConfiguration(ClientUser.class).run((context) -> assertThat(analyze(context)).isNull());
	}

	@Test
	void connectionIsTunedByTheApplicationThenByItsOwnDefaults() {
		with("ConnectionStrings__billing", "alpha:1", "ConnectionStrings__audit", "alpha:2")
			.withPropertyValues("aspire.alpha.connection-name=billing", "spring.alpha.size=3")
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addLast(new MapPropertySource(RankedPropertySources.DEFAULTS,
						Map.of("spring.alpha.timeout", "of the selected", "spring.alpha.size", "1"))))
			.run((context) -> {
				ConnectionSelector selector = context.getBean(ConnectionSelector.class);
				NamedSelection audit = selector.selectAll("alpha", "").get(1);
				NamedConnection connection = new NamedConnection(audit, context, Map.of());
				Map<String, String> tuning = connection.bind("spring.alpha", new HashMap<>());
				assertThat(tuning).containsOnly(entry("timeout", "5s"), entry("size", "3"));
			});
	}

	@Test
	void beanThatWasNeverAddedIsAnError() {
		with("ConnectionStrings__billing", "alpha:1").run((context) -> {
			Selection selection = context.getBean(ConnectionSelector.class).select("alpha");
			assertThat(selection).isNotNull();
			NamedConnection connection = new NamedConnection(new NamedSelection(selection, List.of("billing"), true),
					context, Map.of());
			assertThat(connection).hasToString("alpha 'billing'");
			assertThatNullPointerException().isThrownBy(() -> connection.bean(Pool.class))
				.withMessageContaining("Pool");
		});
	}

	private ApplicationContextRunner with(String... variables) {
		Map<String, Object> environment = new ConcurrentHashMap<>();
		for (int i = 0; i < variables.length; i += 2) {
			environment.put(variables[i], variables[i + 1]);
		}
		return this.runner.withInitializer((context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", environment)));
	}

	private static Pool injected(ApplicationContext context, String name) {
		DependencyDescriptor descriptor = new DependencyDescriptor(
				Objects.requireNonNull(
						ReflectionUtils.findField(name.equals("orders-db") ? Dashed.class : Underscored.class, "pool")),
				true);
		Object pool = context.getAutowireCapableBeanFactory().resolveDependency(descriptor, "test");
		return (Pool) Objects.requireNonNull(pool);
	}

	private static <T> T bean(ApplicationContext context, Class<T> type, String name) {
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(context.getAutowireCapableBeanFactory(), type, name);
	}

	private @Nullable FailureAnalysis analyze(AssertableApplicationContext context) {
		assertThat(context).hasFailed();
		return new UnknownConnectionFailureAnalyzer(Objects.requireNonNull(this.environment.get()))
			.analyze(Objects.requireNonNull(context.getStartupFailure()));
	}

	/**
	 * A pool of connections, as a {@code DataSource} is.
	 */
	private static final class Pool implements AutoCloseable {

		private final String target;

		private final @Nullable String color;

		private boolean closed;

		Pool(String target, @Nullable String color) {
			this.target = target;
			this.color = color;
		}

		String target() {
			return this.target;
		}

		@Nullable String color() {
			return this.color;
		}

		@Override
		public void close() {
			this.closed = true;
		}

	}

	private record Client(Pool pool) {
	}

	interface Server {

		String name();

	}

	interface ReactiveServer {

	}

	private record TestServer(String name, boolean isSelected,
			@Nullable ThreadPoolTaskExecutor executor) implements Server, ReactiveServer {
	}

	@Configuration(proxyBeanMethods = false)
	static class IntegrationConfiguration {

		@Bean
		ConnectionSelector connectionSelector(Environment environment) {
			return ConnectionSelector.of(environment,
					List.of(new TestIntegration("alpha"), new TestIntegration("beta"), new TestIntegration("task")));
		}

		@Bean
		static ConnectionBeans connectionBeans() {
			return ConnectionBeans.of("alpha")
				.add("pool", Pool.class, IntegrationConfiguration::pool)
				.add("client", Client.class, (connection) -> new Client(connection.bean(Pool.class)))
				.add("executor", ThreadPoolTaskExecutor.class, (connection) -> new ThreadPoolTaskExecutor())
				.add("server", Server.class, TestServer.class, (connection) -> new TestServer(connection.name(),
						connection.isSelected(), connection.madeBySpringBoot(ThreadPoolTaskExecutor.class)));
		}

		private static Pool pool(NamedConnection connection) {
			Selection selection = connection.selection();
			return new Pool(Objects.requireNonNull(selection.connection().connectionString()).value(),
					selection.settings(TestSettings.class).color());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TaskConfiguration {

		@Bean
		static ConnectionBeans taskBeans() {
			return ConnectionBeans.of("task")
				.add("executor", ThreadPoolTaskExecutor.class, (connection) -> new ThreadPoolTaskExecutor());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnPool {

		@Bean
		@AspireConnection("billing")
		Pool own() {
			return new Pool("own", null);
		}

	}

	static class InjectionPoints {

		private final Pool annotated;

		private final Pool qualified;

		private @Nullable Client client;

		private final ObjectProvider<Pool> unqualified;

		@Autowired
		@Orders
		private @Nullable Pool meta;

		InjectionPoints(@AspireConnection("orders-db") Pool annotated, @Qualifier("billing") Pool qualified,
				ObjectProvider<Pool> unqualified) {
			this.annotated = annotated;
			this.qualified = qualified;
			this.unqualified = unqualified;
		}

		@Autowired
		void setClient(@AspireConnection("orders-db") Client client) {
			this.client = client;
		}

	}

	record Dashed(@AspireConnection("orders-db") Pool pool) {
	}

	record Underscored(@AspireConnection("orders_db") Pool pool) {
	}

	@AspireConnection("orders-db")
	@Retention(RetentionPolicy.RUNTIME)
	@interface Orders {

	}

	static class ClientUser {

		private final Client client;

		ClientUser(Client client) {
			this.client = client;
		}

		Client client() {
			return this.client;
		}

	}

}
