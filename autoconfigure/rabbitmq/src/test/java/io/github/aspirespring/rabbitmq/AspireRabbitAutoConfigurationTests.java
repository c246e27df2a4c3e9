// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.rabbitmq.client.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails.Address;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.test.util.ReflectionTestUtils;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AspireRabbitAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class AspireRabbitAutoConfigurationTests {

	private final AspireContextRunner runner = new AspireContextRunner()
		.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class, AspireRabbitAutoConfiguration.class,
				SslAutoConfiguration.class, RabbitAutoConfiguration.class))
		.withClassLoader(new FilteredClassLoader("org.springframework.rabbit.stream"));

	@Test
	void connectsToEveryAddress() {
		this.runner.withVariables(rabbit("amqp://app:s3cret@one:1,[::1]:2/team")).run((context) -> {
			assertThat(details(context).getAddresses()).containsExactly(new Address("one", 1), new Address("[::1]", 2));
			CachingConnectionFactory factory = context.getBean(CachingConnectionFactory.class);
			assertThat(factory.getUsername()).isEqualTo("app");
			assertThat(factory.getVirtualHost()).isEqualTo("team");
			assertThat(factory).extracting("addresses").asString().isEqualTo("[one:1, [::1]:2]");
		});
	}

	@ParameterizedTest
	@CsvSource({ "amqp://queue, /", "amqp://queue/, /", "amqp://queue/%2F, /", "amqp://queue/team, team" })
	void usesTheVirtualHostThatTheClientOfDotNetUses(String uri, String virtualHost) {
		this.runner.withVariables(rabbit(uri))
			.run((context) -> assertThat(context.getBean(CachingConnectionFactory.class).getVirtualHost())
				.isEqualTo(virtualHost));
	}

	@Test
	void takesCredentialsFromAboveTheVariables() {
		this.runner.withVariables(rabbit("amqp://injected:s3cret@queue:1/team"))
			.withPropertyValues("spring.rabbitmq.username=mine", "spring.rabbitmq.password=myS3cret",
					"spring.rabbitmq.virtual-host=other")
			.run((context) -> {
				assertThat(details(context).getUsername()).isEqualTo("mine");
				assertThat(details(context).getPassword()).isEqualTo("myS3cret");
				assertThat(details(context).getVirtualHost()).isEqualTo("other");
				assertThat(details(context).getFirstAddress().host()).isEqualTo("queue");
			});
	}

	@Test
	void prefersInjectedCredentialsToThoseOfTheApplicationAndSaysSo(CapturedOutput output) {
		this.runner.withVariables(rabbit("amqp://injected:s3cret@queue:1"))
			.withApplicationProperties("spring.rabbitmq.username=mine", "spring.rabbitmq.password=myS3cret")
			.run((context) -> {
				assertThat(details(context).getUsername()).isEqualTo("injected");
				assertThat(details(context).getPassword()).isEqualTo("s3cret");
			});
		assertThat(output).contains("spring.rabbitmq.username")
			.contains("spring.rabbitmq.password")
			.doesNotContain("mine")
			.doesNotContainIgnoringCase("s3cret");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			amqp://queue,      -,    -
			amqp://queue,      mine, mine
			amqp://queue/,     mine, mine
			amqp://queue/%2F,  mine, /
			amqp://queue/team, mine, team
			""")
	void usesTheVirtualHostOfTheApplicationWhereTheAppHostNamesNone(String uri, @Nullable String property,
			@Nullable String virtualHost, CapturedOutput output) {
		this.runner.withVariables(rabbit(uri))
			.withApplicationProperties(
					(property != null) ? new String[] { "spring.rabbitmq.virtual-host=" + property } : new String[0])
			.run((context) -> assertThat(details(context).getVirtualHost()).isEqualTo(virtualHost));
		assertThat(output.getAll().contains("spring.rabbitmq.virtual-host"))
			.isEqualTo(!Objects.equals(property, virtualHost));
	}

	@Test
	void trustsWhatTheJvmTrustsOrWhatTheBundleSays(CapturedOutput output) {
		AspireContextRunner tls = this.runner.withVariables(rabbit("amqps://queue"));
		tls.run((context) -> {
			assertThat(details(context).getSslBundle()).isNotNull();
			assertThat(isEncrypted(context)).isTrue();
		});
		tls.withApplicationProperties("spring.rabbitmq.ssl.bundle=mine",
				"spring.ssl.bundle.pem.mine.options.ciphers=TLS_AES_128_GCM_SHA256")
			.run((context) -> assertThat(details(context).getSslBundle()).isNotNull()
				.satisfies((bundle) -> assertThat(bundle.getOptions().getCiphers())
					.containsExactly("TLS_AES_128_GCM_SHA256")));
		assertThat(output).doesNotContain("spring.rabbitmq.ssl.bundle");
	}

	@Test
	void leavesTrustToPropertiesOfTheApplication() {
		this.runner.withVariables(rabbit("amqps://queue"))
			.withApplicationProperties("spring.rabbitmq.ssl.validate-server-certificate=false")
			.run((context) -> {
				assertThat(details(context).getSslBundle()).isNull();
				assertThat(isEncrypted(context)).isTrue();
			});
	}

	@ParameterizedTest
	@CsvSource({ "spring.rabbitmq.ssl.enabled=true", "spring.rabbitmq.ssl.bundle=mine",
			"spring.rabbitmq.addresses=amqps://production.example" })
	void doesWithoutTlsWhereTheAppHostSaysSoAndReportsIt(String property, CapturedOutput output) {
		this.runner.withVariables(rabbit("amqp://queue")).withApplicationProperties(property).run((context) -> {
			assertThat(details(context).getSslBundle()).isNull();
			assertThat(isEncrypted(context)).isFalse();
			assertThat(context.getBean(CachingConnectionFactory.class).getHost()).isEqualTo("queue");
		});
		assertThat(output).contains(property.substring(0, property.indexOf('=')));
	}

	@Test
	void usesTlsWherePropertyAboveTheVariablesSaysSo() {
		this.runner.withVariables(rabbit("amqp://queue"))
			.withPropertyValues("spring.rabbitmq.ssl.enabled=true")
			.run((context) -> assertThat(isEncrypted(context)).isTrue());
		this.runner.withVariables(rabbit("amqps://queue"))
			.withPropertyValues("spring.rabbitmq.ssl.enabled=false")
			.run((context) -> assertThat(isEncrypted(context)).isFalse());
	}

	@Test
	void failsIfTheBundleDoesNotExist() {
		this.runner.withVariables(rabbit("amqps://queue"))
			.withApplicationProperties("spring.rabbitmq.ssl.bundle=missing")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOf(NoSuchSslBundleException.class));
	}

	@Test
	void appliesDefaultsThatTheApplicationCanChange() {
		this.runner.withVariables(rabbit("amqp://queue?heartbeat=7"))
			.run((context) -> assertThat(driver(context).getConnectionTimeout()).isEqualTo(5000));
		this.runner.withVariables(rabbit("amqp://queue?heartbeat=7&connection_timeout=1500&channel_max=12"))
			.run((context) -> {
				assertThat(driver(context).getConnectionTimeout()).isEqualTo(1500);
				assertThat(driver(context).getRequestedHeartbeat()).isEqualTo(7);
				assertThat(driver(context).getRequestedChannelMax()).isEqualTo(12);
			});
		this.runner.withVariables(rabbit("amqp://queue?connection_timeout=1500"))
			.withApplicationProperties("spring.rabbitmq.connection-timeout=2s")
			.run((context) -> assertThat(driver(context).getConnectionTimeout()).isEqualTo(2000));
	}

	@Test
	void warnsOnceOfParametersWithoutCounterpart(CapturedOutput output) {
		this.runner.withVariables(rabbit("amqp://app:s3cret@queue?auth_mechanism=external&s3cret=s3cret"))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll().lines().filter((line) -> line.contains("'auth_mechanism', number 2")))
			.singleElement()
			.asString()
			.contains("WARN", "ConnectionStrings__queue");
		assertThat(output).doesNotContain("s3cret");
	}

	@Test
	void triesAgainUnlessTheApplicationHasRetriesOfItsOwn() {
		AspireContextRunner connected = this.runner.withVariables(rabbit("amqp://queue"));
		connected.run((context) -> assertThat(retry(context)).isNotNull());
		connected.withApplicationProperties("aspire.rabbitmq.connect-retries=0")
			.run((context) -> assertThat(retry(context)).isNull());
		connected.withApplicationProperties("spring.rabbitmq.template.retry.enabled=true")
			.run((context) -> assertThat(retry(context)).isNotNull()
				.extracting(RetryTemplate::getRetryListener)
				.isNotInstanceOf(ConnectRetry.class));
		this.runner.withBean(RabbitConnectionDetails.class, () -> () -> List.of(new Address("queue", 1)))
			.withVariables(rabbit("amqp://queue"))
			.run((context) -> assertThat(retry(context)).isNull());
	}

	@Test
	void rejectsNegativeNumberOfRetries() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> new AspireRabbitProperties(true, null, null, -1, false, Map.of()))
			.withMessageContaining("aspire.rabbitmq.connect-retries");
	}

	@Test
	void printsNoSecret() {
		this.runner.withVariables(rabbit("amqp://queue"))
			.withApplicationProperties("aspire.rabbitmq.connection-string=amqp://s3cret:s3cret@other/s3cret")
			.run((context) -> assertThat(details(context).toString()).doesNotContain("s3cret")
				.contains("aspire.rabbitmq.connection-string", "application.properties"));
		assertThat(new AspireRabbitProperties(true, "queue", "s3cret", 5, false, Map.of()).toString()).contains("queue")
			.doesNotContain("s3cret");
	}

	@Test
	void backsOffWithoutSpringAmqp() {
		this.runner.withVariables(rabbit("amqps://queue"))
			.withClassLoader(new FilteredClassLoader(RabbitTemplate.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("aspireRabbitConnectionDetails"));
	}

	private static AppHostVariables rabbit(String connectionString) {
		return AppHostVariables.none().connectionString("queue", connectionString);
	}

	private static RabbitConnectionDetails details(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed();
		return context.getBean(RabbitConnectionDetails.class);
	}

	private static ConnectionFactory driver(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed();
		return context.getBean(CachingConnectionFactory.class).getRabbitConnectionFactory();
	}

	private static boolean isEncrypted(AssertableApplicationContext context) {
		return driver(context).isSSL();
	}

	private static @Nullable RetryTemplate retry(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed();
		return (RetryTemplate) ReflectionTestUtils.getField(context.getBean(RabbitTemplate.class), "retryTemplate");
	}

}
