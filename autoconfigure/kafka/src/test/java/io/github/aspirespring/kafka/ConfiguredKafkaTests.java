// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails.Configuration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.kafka.core.KafkaAdmin;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link ConfiguredKafka} leads where Spring Boot's own connection details
 * lead.
 */
class ConfiguredKafkaTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, KafkaAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(strings = { "", "bootstrap-servers=a:1,b:2", "security.protocol=SASL_SSL",
			"bootstrap-servers=a:1 consumer.bootstrap-servers=b:2 producer.bootstrap-servers=c:3"
					+ " streams.bootstrap-servers=d:4",
			"security.protocol=SSL consumer.security.protocol=SASL_SSL producer.security.protocol=PLAINTEXT"
					+ " admin.security.protocol=SASL_PLAINTEXT streams.security.protocol=SSL",
			"ssl.bundle=one", "ssl.bundle=one consumer.ssl.bundle=two producer.ssl.bundle=two",
			"admin.ssl.bundle=one streams.ssl.bundle=two",
			"properties.sasl.mechanism=PLAIN admin.properties.sasl.jaas.config=x admin.client-id=me",
			"admin.close-timeout=7s admin.operation-timeout=8s admin.fail-fast=true admin.auto-create=false"
					+ " admin.modify-topic-configs=true" })
	void isTheSameAsSpringBoot(String properties) {
		String[] pairs = properties.isEmpty() ? new String[0] : properties.split(" ");
		for (int i = 0; i < pairs.length; i++) {
			pairs[i] = "spring.kafka." + pairs[i];
		}
		this.runner.withPropertyValues(pairs)
			.withPropertyValues("spring.ssl.bundle.pem.one.options.ciphers=A",
					"spring.ssl.bundle.pem.two.options.ciphers=B")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				KafkaProperties kafkaProperties = context.getBean(KafkaProperties.class);
				AspireKafkaConnectionDetails ours = new ConfiguredKafka(kafkaProperties,
						context.getBean(SslBundles.class))
					.details();
				assertSame(ours, context.getBean(KafkaConnectionDetails.class));
				assertSame(new KafkaClientConfiguration(kafkaProperties, ours, "app").admin(),
						context.getBean(KafkaAdmin.class));
			});
	}

	private static void assertSame(AspireKafkaConnectionDetails ours, KafkaConnectionDetails theirs) {
		assertThat(ours.getBootstrapServers()).isEqualTo(theirs.getBootstrapServers());
		assertThat(ours.getSecurityProtocol()).isEqualTo(theirs.getSecurityProtocol());
		assertThat(cipher(ours.getSslBundle())).isEqualTo(cipher(theirs.getSslBundle()));
		assertThat(text(ours.getConsumer())).isEqualTo(text(theirs.getConsumer()));
		assertThat(text(ours.getProducer())).isEqualTo(text(theirs.getProducer()));
		assertThat(text(ours.getAdmin())).isEqualTo(text(theirs.getAdmin()));
		assertThat(text(ours.getStreams())).isEqualTo(text(theirs.getStreams()));
		assertThat(ours.getOrigin()).isNull();
	}

	private static void assertSame(KafkaAdmin ours, KafkaAdmin theirs) {
		assertThat(ours).usingRecursiveComparison()
			.ignoringFields("applicationContext", "clusterIdLock", "initializingContext")
			.withEqualsForType((one, other) -> cipher(one).equals(cipher(other)), SslBundle.class)
			.isEqualTo(theirs);
	}

	private static String text(Configuration configuration) {
		return configuration.getBootstrapServers() + " " + configuration.getSecurityProtocol() + " "
				+ cipher(configuration.getSslBundle());
	}

	private static String cipher(@Nullable SslBundle bundle) {
		String[] ciphers = (bundle != null) ? bundle.getOptions().getCiphers() : null;
		return (ciphers != null) ? String.join(",", ciphers) : "";
	}

}
