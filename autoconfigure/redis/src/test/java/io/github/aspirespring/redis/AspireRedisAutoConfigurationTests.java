// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AspireRedisAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class AspireRedisAutoConfigurationTests {

	private final AspireContextRunner runner = new AspireContextRunner()
		.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class, AspireJedisAutoConfiguration.class,
				AspireRedisAutoConfiguration.class, SslAutoConfiguration.class, DataRedisAutoConfiguration.class));

	@Test
	void takesCredentialsFromAboveTheVariables() {
		this.runner.withVariables(redis("cache:1,user=injected,password=s3cret"))
			.withPropertyValues("spring.data.redis.username=mine", "spring.data.redis.password=myS3cret")
			.run((context) -> {
				assertThat(details(context).getUsername()).isEqualTo("mine");
				assertThat(details(context).getPassword()).isEqualTo("myS3cret");
				assertThat(standalone(context).getHost()).isEqualTo("cache");
			});
	}

	@Test
	void prefersInjectedCredentialsToThoseOfTheApplicationAndSaysSo(CapturedOutput output) {
		this.runner.withVariables(redis("cache:1,password=s3cret"))
			.withApplicationProperties("spring.data.redis.username=mine", "spring.data.redis.password=myS3cret")
			.run((context) -> {
				assertThat(details(context).getUsername()).isNull();
				assertThat(details(context).getPassword()).isEqualTo("s3cret");
			});
		assertThat(output).contains("spring.data.redis.username")
			.contains("spring.data.redis.password")
			.doesNotContain("mine")
			.doesNotContainIgnoringCase("s3cret");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			cache:1,ssl=true                   | -                               | 0
			cache:1,ssl=true                   | spring.data.redis.database=2    | 2
			cache:1,ssl=true,defaultDatabase=3 | spring.data.redis.database=2    | 3
			redis://cache/0                    | spring.data.redis.database=2    | 0
			""")
	void selectsTheDatabaseOfTheApplicationWhereTheAppHostNamesNone(String text, @Nullable String property,
			int database, CapturedOutput output) {
		this.runner.withVariables(redis(text))
			.withApplicationProperties((property != null) ? new String[] { property } : new String[0])
			.run((context) -> assertThat(standalone(context).getDatabase()).isEqualTo(database));
		boolean shadowed = property != null && !property.endsWith("=" + database);
		assertThat(output.getAll().contains("spring.data.redis.database")).isEqualTo(shadowed);
	}

	@Test
	void selectsTheDatabaseFromAboveTheVariables() {
		this.runner.withVariables(redis("cache:1,defaultDatabase=3"))
			.withPropertyValues("spring.data.redis.database=0")
			.run((context) -> assertThat(standalone(context).getDatabase()).isZero());
	}

	@Test
	void ignoresTheDatabaseOfTheAppHostWhereTheApplicationSaysAnother() {
		this.runner.withVariables(redis("one:1,two:2,defaultDatabase=3"))
			.withPropertyValues("spring.data.redis.database=0", "spring.data.redis.client-type=lettuce")
			.run((context) -> assertThat(details(context).getCluster()).isNotNull());
	}

	@Test
	void trustsWhatTheJvmTrustsOrWhatTheBundleSays(CapturedOutput output) {
		AspireContextRunner tls = this.runner.withVariables(redis("cache:1,ssl=true"));
		tls.run((context) -> assertThat(details(context).getSslBundle()).isNotNull());
		tls.withApplicationProperties("spring.data.redis.ssl.bundle=mine",
				"spring.ssl.bundle.pem.mine.options.ciphers=TLS_AES_128_GCM_SHA256")
			.run((context) -> assertThat(details(context).getSslBundle()).isNotNull()
				.satisfies((bundle) -> assertThat(bundle.getOptions().getCiphers())
					.containsExactly("TLS_AES_128_GCM_SHA256")));
		assertThat(output).doesNotContain("spring.data.redis.ssl.bundle");
	}

	@Test
	void doesWithoutTlsWhereTheAppHostSaysSoAndReportsIt(CapturedOutput output) {
		this.runner.withVariables(redis("cache:1,ssl=false"))
			.withApplicationProperties("spring.data.redis.ssl.enabled=true", "spring.data.redis.ssl.bundle=mine")
			.run((context) -> assertThat(details(context).getSslBundle()).isNull());
		assertThat(output).contains("spring.data.redis.ssl.enabled").contains("spring.data.redis.ssl.bundle");
	}

	@Test
	void failsIfTheBundleDoesNotExist() {
		this.runner.withVariables(redis("cache:1,ssl=true"))
			.withApplicationProperties("spring.data.redis.ssl.bundle=missing")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOf(NoSuchSslBundleException.class));
	}

	@Test
	void usesTheOnlyConnectionThatNobodyElseTakes() {
		this.runner.withVariables(redis("cache:6379"))
			.withVariables(
					AppHostVariables.none().connection("events", "kafka:9092", Map.of("Host", "kafka", "Port", "9092")))
			.run((context) -> assertThat(standalone(context).getHost()).isEqualTo("cache"));
	}

	@Test
	void logsOptionsWithoutCounterpartForThoseWhoLook(CapturedOutput output) {
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		logging.setLogLevel(InjectedRedis.class.getName(), LogLevel.DEBUG);
		try {
			this.runner.withVariables(redis("cache:1,abortConnect=false,password=s3cret"))
				.run((context) -> assertThat(context).hasNotFailed());
		}
		finally {
			logging.setLogLevel(InjectedRedis.class.getName(), null);
		}
		assertThat(output.getAll().lines().filter((line) -> line.contains("abortConnect"))).singleElement()
			.asString()
			.contains("DEBUG", "ConnectionStrings__cache");
		assertThat(output).doesNotContain("s3cret");
	}

	@Test
	void printsNoSecret() {
		this.runner.withVariables(redis("cache:1,serviceName=main,user=s3cret,password=s3cret,sentinelPassword=s3cret"))
			.withApplicationProperties("aspire.redis.connection-string=other:1,password=s3cret,serviceName=main")
			.run((context) -> {
				DataRedisConnectionDetails details = details(context);
				assertThat(details + " " + details.getSentinel()).doesNotContain("s3cret");
				assertThat(details.toString()).contains("aspire.redis.connection-string", "application.properties");
			});
		assertThat(new RedisProperties(true, "cache", "s3cret", RedisProperties.Topology.AUTO, Map.of()).toString())
			.contains("cache")
			.doesNotContain("s3cret");
	}

	@Test
	void backsOffWithoutSpringDataRedis() {
		this.runner.withVariables(redis("cache:1,ssl=true"))
			.withClassLoader(new FilteredClassLoader(DataRedisConnectionDetails.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("aspireRedisConnectionDetails"));
	}

	@Test
	void leavesJedisAloneWithoutJedis() {
		this.runner.withVariables(redis("cache:1,ssl=true"))
			.withClassLoader(new FilteredClassLoader("redis.clients.jedis"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AspireJedisAutoConfiguration.class));
	}

	private static AppHostVariables redis(String connectionString) {
		return AppHostVariables.none().connectionString("cache", connectionString);
	}

	private static DataRedisConnectionDetails details(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed();
		return context.getBean(DataRedisConnectionDetails.class);
	}

	private static Standalone standalone(AssertableApplicationContext context) {
		Standalone standalone = details(context).getStandalone();
		assertThat(standalone).isNotNull();
		return standalone;
	}

}
