// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import java.util.Objects;

import io.lettuce.core.resource.ClientResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.util.ReflectionTestUtils;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.AspireConnection;
import io.github.aspirespring.environment.MalformedConnectionException;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link AspireRedisConnectionsAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class AspireRedisConnectionsAutoConfigurationTests {

	private final AspireContextRunner runner = new AspireContextRunner()
		.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class, AspireJedisAutoConfiguration.class,
				AspireRedisAutoConfiguration.class, AspireRedisConnectionsAutoConfiguration.class,
				SslAutoConfiguration.class, DataRedisAutoConfiguration.class, DataRedisReactiveAutoConfiguration.class))
		.withApplicationProperties("aspire.redis.connection-name=cache");

	private final AspireContextRunner two = this.runner.withVariables(two("sessions:2,password=pw2"));

	@Test
	void everyConnectionHasFactoryAndTemplates() {
		this.two.withUserConfiguration(InjectionPoints.class).run((context) -> {
			assertThat(context).hasNotFailed();
			InjectionPoints points = context.getBean(InjectionPoints.class);
			assertThat(points.factory).isSameAs(points.reactiveFactory).isSameAs(context.getBean("sessions"));
			assertThat(address(points.factory)).isEqualTo("sessions:2");
			assertThat(points.template.getConnectionFactory()).isSameAs(points.factory);
			assertThat(points.reactiveTemplate.getConnectionFactory()).isSameAs(points.factory);
			assertThat(context).hasBean("sessions.stringRedisTemplate").hasBean("sessions.reactiveStringRedisTemplate");
			assertThat(context.getBeanNamesForType(RedisConnectionFactory.class, false, true))
				.containsExactlyInAnyOrder("redisConnectionFactory", "sessions");
			assertThat(context.getBeanNamesForType(ReactiveRedisConnectionFactory.class, false, true))
				.containsExactlyInAnyOrder("redisConnectionFactory", "sessions");
		});
	}

	@Test
	void selectedConnectionSharesTheBeansOfSpringBoot() {
		this.two.run((context) -> {
			RedisConnectionFactory factory = context.getBeanProvider(RedisConnectionFactory.class).getObject();
			assertThat(address(factory)).isEqualTo("cache:1");
			assertThat(bean(context, RedisConnectionFactory.class, "cache")).isSameAs(factory);
			assertThat(bean(context, ReactiveRedisConnectionFactory.class, "cache")).isSameAs(factory);
			assertThat(bean(context, StringRedisTemplate.class, "cache"))
				.isSameAs(context.getBeanProvider(StringRedisTemplate.class).getObject());
			assertThat(bean(context, ReactiveStringRedisTemplate.class, "cache"))
				.isSameAs(context.getBeanProvider(ReactiveStringRedisTemplate.class).getObject());
		});
	}

	@Test
	void propertiesThatSayWhoConnectsToWhatConcernTheSelectedConnectionOnly() {
		this.two
			.withPropertyValues("spring.data.redis.username=mine", "spring.data.redis.password=mine",
					"spring.data.redis.database=3", "spring.data.redis.ssl.enabled=true")
			.run((context) -> {
				LettuceConnectionFactory cache = lettuce(context, "cache");
				assertThat(cache.getStandaloneConfiguration().getUsername()).isEqualTo("mine");
				assertThat(cache.getDatabase()).isEqualTo(3);
				assertThat(cache.getClientConfiguration().isUseSsl()).isTrue();
				LettuceConnectionFactory sessions = lettuce(context, "sessions");
				assertThat(sessions.getStandaloneConfiguration().getUsername()).isNull();
				assertThat(sessions.getPassword()).isEqualTo("pw2");
				assertThat(sessions.getDatabase()).isZero();
				assertThat(sessions.getClientConfiguration().isUseSsl()).isFalse();
			});
	}

	@Test
	void connectionFactoryOfTheApplicationIsNotTakenForThatOfTheConnection() {
		this.two.withBean("own", LettuceConnectionFactory.class, () -> new LettuceConnectionFactory("own.example", 9))
			.withPropertyValues("spring.data.redis.database=3")
			.run((context) -> {
				assertThat(address(context.getBeanProvider(RedisConnectionFactory.class).getObject()))
					.isEqualTo("own.example:9");
				assertThat(address(bean(context, RedisConnectionFactory.class, "cache"))).isEqualTo("cache:1");
				assertThat(lettuce(context, "cache").getDatabase()).isEqualTo(3);
				StringRedisTemplate template = bean(context, StringRedisTemplate.class, "cache");
				assertThat(address(template.getRequiredConnectionFactory())).isEqualTo("cache:1");
				assertThat(address(bean(context, RedisConnectionFactory.class, "sessions"))).isEqualTo("sessions:2");
				assertThat(lettuce(context, "sessions").getClientResources())
					.isSameAs(context.getBean(ClientResources.class));
			});
	}

	@Test
	void connectionFactoryThatTheApplicationHasForConnectionReplacesOurs() {
		this.two.withUserConfiguration(OwnSessions.class, Asking.class).run((context) -> {
			Asking asking = context.getBean(Asking.class);
			assertThat(address(asking.factory)).isEqualTo("own.example:9");
			assertThat(asking.template.getConnectionFactory()).isSameAs(asking.factory);
			assertThat(address(context.getBeanProvider(RedisConnectionFactory.class).getObject())).isEqualTo("cache:1");
		});
	}

	@Test
	void connectionThatCannotBeReadFailsWhenItIsAskedFor(CapturedOutput output) {
		AspireContextRunner malformed = this.runner.withVariables(two("sessions:port,password=s3cret"));
		malformed.run((context) -> assertThat(context).hasNotFailed());
		malformed.withUserConfiguration(InjectionPoints.class)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOf(MalformedConnectionException.class)
				.hasMessageContaining("ConnectionStrings__sessions"));
		malformed.withApplicationProperties("aspire.redis.connections.sessions.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("sessions"));
		assertThat(output).doesNotContain("s3cret");
	}

	@Test
	void optionsWithoutEffectAreReportedForEveryConnectionOnce(CapturedOutput output) {
		this.runner.withVariables(two("sessions:2,frobnicate=1,password=s3cret")).run((context) -> {
			assertThat(lettuce(context, "sessions")).isNotNull();
			assertThat(lettuce(context, "sessions")).isNotNull();
		});
		assertThat(output.getAll().lines().filter((line) -> line.contains("'frobnicate'"))).singleElement()
			.asString()
			.contains("WARN", "ConnectionStrings__sessions");
		assertThat(output).contains("redis 'sessions' to sessions:2").doesNotContain("s3cret");
	}

	@Test
	void takesPartInTheLifeCycleOfTheContextOnceItIsMade() {
		this.two.run((context) -> {
			assertThat(context.getSourceApplicationContext().getBeanFactory().containsSingleton("sessions")).isFalse();
			LettuceConnectionFactory sessions = lettuce(context, "sessions");
			assertThat(sessions.isRunning()).isTrue();
			context.getSourceApplicationContext().stop();
			assertThat(sessions.isRunning()).isFalse();
			context.getSourceApplicationContext().start();
			assertThat(sessions.isRunning()).isTrue();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "spring.data.redis.client-type=jedis" })
	void closesEveryConnectionWithTheContext(String client) {
		AspireContextRunner runner = client.isEmpty() ? this.two : this.two.withApplicationProperties(client);
		RedisConnectionFactory[] factory = new RedisConnectionFactory[1];
		runner.run((context) -> factory[0] = bean(context, RedisConnectionFactory.class, "sessions"));
		assertThatException().isThrownBy(() -> factory[0].getConnection()).withMessageContaining("destroyed");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void usesJedisIfToldOrLeft(boolean left) {
		AspireContextRunner jedis = left ? this.two.withClassLoader(new FilteredClassLoader("io.lettuce"))
				: this.two.withApplicationProperties("spring.data.redis.client-type=jedis");
		jedis.run((context) -> {
			assertThat(context).hasNotFailed();
			JedisConnectionFactory sessions = (JedisConnectionFactory) bean(context, RedisConnectionFactory.class,
					"sessions");
			assertThat(sessions.getHostName() + ":" + sessions.getPort()).isEqualTo("sessions:2");
			assertThat(bean(context, StringRedisTemplate.class, "sessions").getConnectionFactory()).isSameAs(sessions);
			assertThat(bean(context, RedisConnectionFactory.class, "cache"))
				.isSameAs(context.getBeanProvider(RedisConnectionFactory.class).getObject());
			assertThat(context.getBeansOfType(ReactiveRedisConnectionFactory.class)).isEmpty();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "lettuce", "jedis" })
	@EnabledForJreRange(min = JRE.JAVA_21)
	void runsOnVirtualThreadsIfTheApplicationDoes(String client) {
		this.two
			.withApplicationProperties("spring.threads.virtual.enabled=true", "spring.data.redis.client-type=" + client)
			.run((context) -> {
				RedisConnectionFactory sessions = bean(context, RedisConnectionFactory.class, "sessions");
				Object executor = Objects.requireNonNull(ReflectionTestUtils.getField(sessions, "executor"));
				assertThat(((SimpleAsyncTaskExecutor) executor).getThreadNamePrefix()).isEqualTo("redis-");
			});
	}

	@Test
	void unknownNameFailsWithTheNamesThatExist(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> new SpringApplicationBuilder(Application.class, Asking.class).web(WebApplicationType.NONE)
				.initializers(AppHostVariables.none()
					.connectionString("cache", "cache:1,password=s3cret")
					.connectionString("session", "session:2,password=s3cret"))
				.properties("aspire.redis.connection-name=cache")
				.run());
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("RedisConnectionFactory of the connection 'sessions', and there is none")
			.contains("redis 'cache', redis 'session'.")
			.doesNotContain("s3cret");
	}

	@Test
	void backsOffWithoutSpringDataRedis() {
		this.two.withClassLoader(new FilteredClassLoader(DataRedisConnectionDetails.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("sessions"));
	}

	private static AppHostVariables two(String sessions) {
		return AppHostVariables.none()
			.connectionString("cache", "cache:1,password=pw1")
			.connectionString("sessions", sessions);
	}

	private static LettuceConnectionFactory lettuce(ApplicationContext context, String name) {
		return (LettuceConnectionFactory) bean(context, RedisConnectionFactory.class, name);
	}

	private static <T> T bean(ApplicationContext context, Class<T> type, String name) {
		BeanFactory beanFactory = context.getAutowireCapableBeanFactory();
		return BeanFactoryAnnotationUtils.qualifiedBeanOfType(beanFactory, type, name);
	}

	private static String address(RedisConnectionFactory factory) {
		LettuceConnectionFactory lettuce = (LettuceConnectionFactory) factory;
		return lettuce.getHostName() + ":" + lettuce.getPort();
	}

	record InjectionPoints(@AspireConnection("sessions") RedisConnectionFactory factory,
			@AspireConnection("sessions") ReactiveRedisConnectionFactory reactiveFactory,
			@AspireConnection("sessions") StringRedisTemplate template,
			@Qualifier("sessions") ReactiveStringRedisTemplate reactiveTemplate) {
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnSessions {

		@Bean(defaultCandidate = false)
		@AspireConnection("sessions")
		RedisConnectionFactory ownSessions() {
			return new LettuceConnectionFactory("own.example", 9);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	record Asking(@AspireConnection("sessions") RedisConnectionFactory factory,
			@AspireConnection("sessions") StringRedisTemplate template) {
	}

}
