// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.amqp.autoconfigure.RabbitStreamConnectionDetails;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.trust.AspireTrustAutoConfiguration;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AspireRabbitStreamAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class AspireRabbitStreamAutoConfigurationTests {

	// The client for streams takes a second to close
	private final AspireContextRunner runner = new AspireContextRunner()
		.withBean("rabbitStreamEnvironment", Object.class, Object::new)
		.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class, AspireRabbitAutoConfiguration.class,
				AspireRabbitStreamAutoConfiguration.class, AspireTrustAutoConfiguration.class,
				SslAutoConfiguration.class, RabbitAutoConfiguration.class));

	private final AspireContextRunner connected = this.runner
		.withVariables(AppHostVariables.none().connectionString("queue", "amqp://app:s3cret@queue.example:7000/team"));

	private final AspireContextRunner encrypted = this.runner
		.withVariables(AppHostVariables.none().connectionString("queue", "amqps://app:s3cret@queue.example/team"));

	@Test
	void connectsToTheSameHost() {
		this.connected.run((context) -> {
			RabbitStreamConnectionDetails details = details(context);
			assertThat(details.getHost()).isEqualTo("queue.example");
			assertThat(details.getPort()).isEqualTo(5552);
			assertThat(details.getSslBundle()).isNull();
			assertThat(details.toString()).doesNotContain("s3cret");
		});
	}

	@Test
	void leavesCredentialsToTheOtherDetails() {
		this.connected.run((context) -> {
			assertThat(details(context).getUsername()).isNull();
			assertThat(details(context).getPassword()).isNull();
			assertThat(details(context).getVirtualHost()).isNull();
			assertThat(context.getBean(RabbitConnectionDetails.class).getUsername()).isEqualTo("app");
		});
	}

	@Test
	void usesThePortOfTheApplication() {
		this.connected.withApplicationProperties("spring.rabbitmq.stream.port=7001")
			.run((context) -> assertThat(details(context).getPort()).isEqualTo(7001));
	}

	@Test
	void prefersTheHostOfTheAppHostAndSaysSo(CapturedOutput output) {
		this.connected.withApplicationProperties("spring.rabbitmq.stream.host=localhost")
			.run((context) -> assertThat(details(context).getHost()).isEqualTo("queue.example"));
		assertThat(output).contains("spring.rabbitmq.stream.host");
	}

	@Test
	void takesEachPartFromAboveTheVariables() {
		this.connected
			.withPropertyValues("spring.rabbitmq.stream.host=mine", "spring.rabbitmq.stream.username=me",
					"spring.rabbitmq.stream.password=mine", "spring.rabbitmq.stream.virtual-host=v")
			.run((context) -> {
				RabbitStreamConnectionDetails details = details(context);
				assertThat(details.getHost()).isEqualTo("mine");
				assertThat(details.getUsername()).isEqualTo("me");
				assertThat(details.getPassword()).isEqualTo("mine");
				assertThat(details.getVirtualHost()).isEqualTo("v");
				assertThat(context.getBean(RabbitConnectionDetails.class).getFirstAddress().host())
					.isEqualTo("queue.example");
			});
	}

	@Test
	void usesTlsAsTheRestDoes() {
		this.encrypted.run((context) -> assertThat(details(context).getSslBundle()).isNotNull());
		this.encrypted.withApplicationProperties("spring.rabbitmq.ssl.validate-server-certificate=false")
			.run((context) -> assertThat(details(context).getSslBundle()).isNotNull());
	}

	@Test
	void trustsWhatTheAppHostTrusts() {
		this.encrypted.withVariable("SSL_CERT_FILE", "ca.pem")
			.run((context) -> assertThat(details(context).getSslBundle())
				.isSameAs(context.getBean(SslBundles.class).getBundle("aspire")));
		this.connected.withVariable("SSL_CERT_FILE", "ca.pem")
			.run((context) -> assertThat(details(context).getSslBundle()).isNull());
		this.connected.withVariable("SSL_CERT_FILE", "ca.pem")
			.withApplicationProperties("spring.rabbitmq.stream.ssl.enabled=true")
			.run((context) -> assertThat(details(context).getSslBundle())
				.isSameAs(context.getBean(SslBundles.class).getBundle("aspire")));
	}

	@ParameterizedTest
	@CsvSource({ "enabled=false, false", "bundle=mine, true" })
	void usesTlsAsTheApplicationSays(String property, boolean tls) {
		String[] properties = { "spring.rabbitmq.stream.ssl." + property,
				"spring.ssl.bundle.pem.mine.options.ciphers=TLS_AES_128_GCM_SHA256" };
		for (AspireContextRunner each : List.of(this.connected, this.encrypted)) {
			each.withApplicationProperties(properties)
				.run((context) -> assertThat(details(context).getSslBundle() != null).isEqualTo(tls));
		}
	}

	@Test
	void losesToConnectionDetailsOfTheApplication() {
		RabbitConnectionDetails own = () -> List.of(new RabbitConnectionDetails.Address("own.example", 1));
		this.connected.withBean(RabbitConnectionDetails.class, () -> own).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean("aspireRabbitStreamConnectionDetails");
			assertThat(details(context).getHost()).isEqualTo("localhost");
		});
	}

	@Test
	void backsOffWithoutStreams() {
		this.connected.withClassLoader(new FilteredClassLoader("org.springframework.rabbit.stream"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("aspireRabbitStreamConnectionDetails"));
	}

	private static RabbitStreamConnectionDetails details(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed();
		return context.getBean(RabbitStreamConnectionDetails.class);
	}

}
