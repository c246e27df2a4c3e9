// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.amqp.autoconfigure.RabbitProperties;
import org.springframework.boot.amqp.autoconfigure.RabbitStreamConnectionDetails;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link ConfiguredRabbit} leads where Spring Boot's own connection details
 * lead.
 */
class ConfiguredRabbitTests {

	// The client for streams takes a second to close
	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withBean("rabbitStreamEnvironment", Object.class, Object::new)
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, RabbitAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(strings = { "", "host=h port=1 username=u password=p virtual-host=v", "ssl.enabled=true",
			"addresses=a:1,b host=ignored username=u", "addresses=amqp://u:p@a:1/v,b:2 username=ignored virtual-host=w",
			"addresses=amqps://u:p@a/ ssl.bundle=test", "addresses=amqp://a ssl.bundle=test", "addresses=[::1]:1",
			"ssl.bundle=test", "ssl.bundle=test ssl.enabled=false", "ssl.enabled=true ssl.bundle=test host=h",
			"stream.host=h stream.port=1 stream.username=u stream.password=p stream.virtual-host=v",
			"stream.ssl.enabled=true", "stream.ssl.bundle=test", "stream.ssl.bundle=test stream.ssl.enabled=true" })
	void isTheSameAsSpringBoot(String properties) {
		String[] pairs = properties.isEmpty() ? new String[0] : properties.split(" ");
		for (int i = 0; i < pairs.length; i++) {
			pairs[i] = "spring.rabbitmq." + pairs[i];
		}
		this.runner.withPropertyValues(pairs)
			.withPropertyValues("spring.ssl.bundle.pem.test.options.ciphers=TLS_AES_128_GCM_SHA256")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				ConfiguredRabbit ours = new ConfiguredRabbit(context.getBean(RabbitProperties.class),
						context.getBean(SslBundles.class));
				assertSame(ours.details(), context.getBean(RabbitConnectionDetails.class));
				assertSame(ours.streamDetails(), context.getBean(RabbitStreamConnectionDetails.class));
			});
	}

	private static void assertSame(AspireRabbitConnectionDetails ours, RabbitConnectionDetails theirs) {
		assertThat(ours.getAddresses()).isEqualTo(theirs.getAddresses());
		assertThat(ours.getUsername()).isEqualTo(theirs.getUsername());
		assertThat(ours.getPassword()).isEqualTo(theirs.getPassword());
		assertThat(ours.getVirtualHost()).isEqualTo(theirs.getVirtualHost());
		assertThat(text(ours.getSslBundle())).isEqualTo(text(theirs.getSslBundle()));
		assertThat(ours.getOrigin()).isNull();
		assertThat(ours.retries()).isZero();
		assertThat(ours.connectsEagerly()).isFalse();
	}

	private static void assertSame(AspireRabbitConnectionDetails.Stream ours, RabbitStreamConnectionDetails theirs) {
		assertThat(ours.getHost()).isEqualTo(theirs.getHost());
		assertThat(ours.getPort()).isEqualTo(theirs.getPort());
		assertThat(ours.getUsername()).isEqualTo(theirs.getUsername());
		assertThat(ours.getPassword()).isEqualTo(theirs.getPassword());
		assertThat(ours.getVirtualHost()).isEqualTo(theirs.getVirtualHost());
		assertThat(text(ours.getSslBundle())).isEqualTo(text(theirs.getSslBundle()));
	}

	private static @Nullable String text(@Nullable SslBundle bundle) {
		return (bundle != null) ? String.join(",", bundle.getOptions().getCiphers()) : null;
	}

}
