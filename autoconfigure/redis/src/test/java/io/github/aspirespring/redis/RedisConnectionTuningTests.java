// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import java.time.Duration;
import java.util.Arrays;

import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslVerifyMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.JedisClientConfigurationBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientConfigurationBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.ApplicationContext;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettucePoolingClientConfiguration;
import org.springframework.data.redis.connection.lettuce.RedisCredentialsProviderFactory;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests how the connection factory of a single connection is tuned, and by whom.
 */
class RedisConnectionTuningTests {

	private final AspireContextRunner runner = new AspireContextRunner()
		.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class, AspireJedisAutoConfiguration.class,
				AspireRedisAutoConfiguration.class, AspireRedisConnectionsAutoConfiguration.class,
				SslAutoConfiguration.class, DataRedisAutoConfiguration.class))
		.withApplicationProperties("aspire.redis.connection-name=cache");

	// Times of connecting and commands, and the name, of 'cache' and of 'sessions'
	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			textBlock = """
					-                                             | -                                             | -                                                                                                           | 5s 10s -       | 5s 10s -
					connectTimeout=1000,syncTimeout=2000,name=one | -                                             | -                                                                                                           | 1s 2s one      | 5s 10s -
					-                                             | connectTimeout=1000,syncTimeout=2000,name=two | -                                                                                                           | 5s 10s -       | 1s 2s two
					connectTimeout=1000,syncTimeout=2000,name=one | -                                             | spring.data.redis.connect-timeout=3s spring.data.redis.timeout=4s spring.data.redis.client-name=all         | 3s 4s all      | 3s 4s all
					connectTimeout=1000,syncTimeout=2000,name=one | -                                             | spring.data.redis.connect-timeout=1s spring.data.redis.timeout=2s spring.data.redis.client-name=one         | 1s 2s one      | 1s 2s one
					-                                             | connectTimeout=1000,syncTimeout=2000,name=two | spring.data.redis.connect-timeout=3s spring.data.redis.timeout=4s spring.data.redis.client-name=all         | 3s 4s all      | 3s 4s all
					-                                             | connectTimeout=1000,syncTimeout=2000,name=two | sessions.connect-timeout=6s sessions.timeout=7s sessions.client-name=own spring.data.redis.timeout=4s       | 5s 4s -        | 6s 7s own
					connectTimeout=1000,syncTimeout=2000,name=one | -                                             | cache.connect-timeout=6s cache.timeout=7s cache.client-name=own                                             | 6s 7s own      | 5s 10s -
					-                                             | -                                             | cache.connect-timeout=6s cache.timeout=7s spring.data.redis.timeout=4s                                      | 6s 4s -        | 5s 4s -
					""")
	void settingsSayFirstThenTheApplicationThenTheConnectionAndNoOther(@Nullable String cache,
			@Nullable String sessions, @Nullable String properties, String expectedCache, String expectedSessions) {
		String[] application = (properties != null) ? Arrays.stream(properties.split(" "))
			.map((property) -> property.startsWith("spring.") ? property : "aspire.redis.connections." + property)
			.toArray(String[]::new) : new String[0];
		AspireContextRunner configured = two(cache, sessions).withApplicationProperties(application);
		configured.run((context) -> {
			assertThat(describe(lettuce(context, "cache"))).isEqualTo(expectedCache);
			assertThat(describe(lettuce(context, "sessions"))).isEqualTo(expectedSessions);
		});
		configured.withApplicationProperties("spring.data.redis.client-type=jedis").run((context) -> {
			assertThat(describe(jedis(context, "cache"))).isEqualTo(expectedCache);
			assertThat(describe(jedis(context, "sessions"))).isEqualTo(expectedSessions);
		});
		configured.withBean("own", LettuceConnectionFactory.class, () -> new LettuceConnectionFactory("own", 9))
			.run((context) -> {
				assertThat(describe(lettuce(context, "cache"))).isEqualTo(expectedCache);
				assertThat(describe(lettuce(context, "sessions"))).isEqualTo(expectedSessions);
			});
		configured.withApplicationProperties("spring.data.redis.client-type=jedis")
			.withBean("own", LettuceConnectionFactory.class, () -> new LettuceConnectionFactory("own", 9))
			.run((context) -> {
				assertThat(describe(jedis(context, "cache"))).isEqualTo(expectedCache);
				assertThat(describe(jedis(context, "sessions"))).isEqualTo(expectedSessions);
			});
	}

	// The client of Spring Boot then waits as long as Lettuce and Jedis do
	@ParameterizedTest
	@ValueSource(strings = { "lettuce", "jedis" })
	void boundsTheWaitWhereTheApplicationSaysWhereToConnect(String client) {
		two(null, null)
			.withPropertyValues("spring.data.redis.host=mine.example", "spring.data.redis.client-type=" + client)
			.run((context) -> assertThat(
					describe(client.equals("lettuce") ? lettuce(context, "sessions") : jedis(context, "sessions")))
				.isEqualTo("5s 10s -"));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void customizersTuneEveryConnection(boolean own) {
		AspireContextRunner customized = two(null, "syncTimeout=2000")
			.withBean(LettuceClientConfigurationBuilderCustomizer.class,
					() -> (builder) -> builder.readFrom(ReadFrom.REPLICA)
						.commandTimeout(Duration.ofSeconds(8))
						.shutdownTimeout(Duration.ofSeconds(9))
						.clientName("custom"))
			.withBean(LettuceClientOptionsBuilderCustomizer.class, () -> (builder) -> builder.autoReconnect(false)
				.socketOptions(SocketOptions.builder().connectTimeout(Duration.ofSeconds(7)).build()));
		(own ? customized.withBean("own", LettuceConnectionFactory.class, () -> new LettuceConnectionFactory("own", 9))
				: customized)
			.run((context) -> {
				LettuceClientConfiguration client = lettuceConfiguration(context);
				assertThat(client.getReadFrom()).contains(ReadFrom.REPLICA);
				assertThat(client.getShutdownTimeout()).isEqualTo(Duration.ofSeconds(9));
				assertThat(client.getClientOptions())
					.hasValueSatisfying((options) -> assertThat(options.isAutoReconnect()).isFalse());
				assertThat(describe(lettuce(context, "sessions"))).isEqualTo("7s 8s custom");
			});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void customizersTuneEveryConnectionOfJedis(boolean own) {
		AspireContextRunner customized = two(null, "syncTimeout=2000")
			.withApplicationProperties("spring.data.redis.client-type=jedis")
			.withBean(JedisClientConfigurationBuilderCustomizer.class,
					() -> (builder) -> builder.connectTimeout(Duration.ofSeconds(7))
						.readTimeout(Duration.ofSeconds(8))
						.customizeClientConfig((config) -> config.database(0))
						.usePooling());
		(own ? customized.withBean("own", LettuceConnectionFactory.class, () -> new LettuceConnectionFactory("own", 9))
				: customized)
			.run((context) -> {
				JedisConnectionFactory sessions = jedis(context, "sessions");
				assertThat(sessions.getClientConfiguration().isUsePooling()).isTrue();
				assertThat(sessions.getClientConfiguration().getClientConfigCustomizer()).isPresent();
				assertThat(describe(sessions)).isEqualTo("7s 8s -");
			});
	}

	@Test
	void everyConnectionHasPoolAsSpringBootConfiguresIt() {
		String[] pool = { "spring.data.redis.lettuce.pool.max-active=3", "spring.data.redis.jedis.pool.max-active=4" };
		two(null, null).withApplicationProperties(pool).run((context) -> {
			assertThat(lettuceConfiguration(context)).isInstanceOfSatisfying(LettucePoolingClientConfiguration.class,
					(pooling) -> assertThat(pooling.getPoolConfig().getMaxTotal()).isEqualTo(3));
			assertThat(lettuceConfiguration(context).getClientResources())
				.isEqualTo(lettuce(context, "cache").getClientConfiguration().getClientResources());
		});
		two(null, null).withApplicationProperties(pool)
			.withApplicationProperties("spring.data.redis.lettuce.pool.enabled=false")
			.run((context) -> assertThat(lettuceConfiguration(context))
				.isNotInstanceOf(LettucePoolingClientConfiguration.class));
		two(null, null).withApplicationProperties(pool)
			.withApplicationProperties("spring.data.redis.client-type=jedis")
			.run((context) -> assertThat(jedis(context, "sessions").getClientConfiguration().getPoolConfig())
				.hasValueSatisfying((config) -> assertThat(config.getMaxTotal()).isEqualTo(4)));
	}

	@ParameterizedTest
	@CsvSource({ "ssl=true, ssl=false", "ssl=false, ssl=true", "ssl=true, ssl=true" })
	void everyConnectionHasTlsOfItsOwn(String cache, String sessions) {
		boolean tls = sessions.equals("ssl=true");
		AspireContextRunner bundle = two(cache, sessions).withApplicationProperties("spring.data.redis.ssl.bundle=mine",
				"spring.ssl.bundle.pem.mine.options.ciphers=TLS_AES_128_GCM_SHA256",
				"spring.ssl.bundle.pem.mine.options.enabled-protocols=TLSv1.3");
		bundle.run((context) -> {
			LettuceClientConfiguration client = lettuceConfiguration(context);
			assertThat(client.isUseSsl()).isEqualTo(tls);
			assertThat(client.getVerifyMode()).isEqualTo(SslVerifyMode.FULL);
			assertThat(client.getClientOptions()).hasValueSatisfying((options) -> {
				if (tls) {
					assertThat(options.getSslOptions().getCipherSuites()).containsExactly("TLS_AES_128_GCM_SHA256");
					assertThat(options.getSslOptions().getProtocols()).containsExactly("TLSv1.3");
				}
			});
		});
		bundle.withApplicationProperties("spring.data.redis.client-type=jedis").run((context) -> {
			JedisClientConfiguration client = jedis(context, "sessions").getClientConfiguration();
			assertThat(client.isUseSsl()).isEqualTo(tls);
			assertThat(client.getSslSocketFactory().isPresent()).isEqualTo(tls);
			if (tls) {
				assertThat(client.getSslParameters()).hasValueSatisfying((parameters) -> {
					assertThat(parameters.getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
					assertThat(parameters.getCipherSuites()).containsExactly("TLS_AES_128_GCM_SHA256");
					assertThat(parameters.getProtocols()).containsExactly("TLSv1.3");
				});
			}
		});
	}

	@Test
	void credentialsOfCustomizerServeConnectionWithoutPassword() {
		RedisCredentialsProviderFactory credentials = new RedisCredentialsProviderFactory() {
			@Override
			public RedisCredentialsProvider createCredentialsProvider(RedisConfiguration redisConfiguration) {
				return () -> Mono.empty();
			}
		};
		AspireContextRunner customized = two(null, "ssl=true").withBean(
				LettuceClientConfigurationBuilderCustomizer.class,
				() -> (builder) -> builder.redisCredentialsProviderFactory(credentials));
		customized.run((context) -> assertThat(lettuceConfiguration(context).getRedisCredentialsProviderFactory())
			.contains(credentials));
		customized.withVariable("SESSIONS_PASSWORD", "pw")
			.run((context) -> assertThat(lettuceConfiguration(context).getRedisCredentialsProviderFactory()).isEmpty());
	}

	@Test
	void everyConnectionHasTopologyOfItsOwn() {
		AspireContextRunner runner = two(null, "defaultDatabase=0");
		runner
			.withApplicationProperties("aspire.redis.connections.sessions.topology=cluster",
					"spring.data.redis.cluster.max-redirects=7")
			.run((context) -> {
				assertThat(lettuce(context, "cache").isClusterAware()).isFalse();
				RedisClusterConfiguration cluster = lettuce(context, "sessions").getClusterConfiguration();
				assertThat(cluster).isNotNull();
				assertThat(cluster.getClusterNodes()).singleElement().hasToString("sessions:2");
				assertThat(cluster.getMaxRedirects()).isEqualTo(7);
			});
		runner
			.withApplicationProperties("aspire.redis.topology=cluster",
					"aspire.redis.connections.cache.topology=standalone")
			.run((context) -> {
				assertThat(lettuce(context, "cache").isClusterAware()).isFalse();
				assertThat(lettuce(context, "sessions").isClusterAware()).isTrue();
			});
		two(null, "defaultDatabase=4,password=pw,user=app,serviceName=main,sentinelPassword=pw2").run((context) -> {
			RedisSentinelConfiguration sentinel = lettuce(context, "sessions").getSentinelConfiguration();
			assertThat(sentinel).isNotNull();
			assertThat(sentinel.getDatabase()).isEqualTo(4);
			assertThat(sentinel.getUsername()).isEqualTo("app");
			assertThat(sentinel.getPassword().toOptional().map(String::new)).contains("pw");
			assertThat(sentinel.getSentinelUsername()).isEqualTo("app");
			assertThat(sentinel.getSentinelPassword().toOptional().map(String::new)).contains("pw2");
		});
	}

	@Test
	void jedisRefusesReplicasAndSaysWhichProperty() {
		two(null, null)
			.withApplicationProperties("spring.data.redis.client-type=jedis",
					"aspire.redis.connections.sessions.topology=master-replica")
			.run((context) -> assertThatException().isThrownBy(() -> jedis(context, "sessions"))
				.havingRootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.withMessageContainingAll("aspire.redis.connections.sessions.topology", "master-replica", "Lettuce"));
	}

	private AspireContextRunner two(@Nullable String cache, @Nullable String sessions) {
		return this.runner.withVariables(AppHostVariables.none()
			.connectionString("cache", "cache:1," + ((cache != null) ? cache : "ssl=false"))
			.connectionString("sessions", "sessions:2," + ((sessions != null) ? sessions : "ssl=false")));
	}

	private static LettuceClientConfiguration lettuceConfiguration(ApplicationContext context) {
		return lettuce(context, "sessions").getClientConfiguration();
	}

	private static LettuceConnectionFactory lettuce(ApplicationContext context, String name) {
		return (LettuceConnectionFactory) BeanFactoryAnnotationUtils
			.qualifiedBeanOfType(context.getAutowireCapableBeanFactory(), RedisConnectionFactory.class, name);
	}

	private static JedisConnectionFactory jedis(ApplicationContext context, String name) {
		return (JedisConnectionFactory) BeanFactoryAnnotationUtils
			.qualifiedBeanOfType(context.getAutowireCapableBeanFactory(), RedisConnectionFactory.class, name);
	}

	private static String describe(RedisConnectionFactory factory) {
		if (factory instanceof JedisConnectionFactory jedis) {
			JedisClientConfiguration client = jedis.getClientConfiguration();
			return describe(client.getConnectTimeout(), client.getReadTimeout(), client.getClientName().orElse("-"));
		}
		LettuceClientConfiguration client = ((LettuceConnectionFactory) factory).getClientConfiguration();
		return describe(client.getClientOptions().orElseThrow().getSocketOptions().getConnectTimeout(),
				client.getCommandTimeout(), client.getClientName().orElse("-"));
	}

	private static String describe(Duration connectTimeout, Duration timeout, String name) {
		return connectTimeout.toSeconds() + "s " + timeout.toSeconds() + "s " + name;
	}

}
