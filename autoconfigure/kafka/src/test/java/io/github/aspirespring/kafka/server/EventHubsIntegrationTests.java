// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka.server;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.autoconfigure.beans.BeansEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.condition.ConditionsReportEndpoint;
import org.springframework.boot.actuate.autoconfigure.condition.ConditionsReportEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.context.properties.ConfigurationPropertiesReportEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.env.EnvironmentEndpointAutoConfiguration;
import org.springframework.boot.actuate.beans.BeansEndpoint;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

import io.github.aspirespring.boot.actuate.AspireSanitizingAutoConfiguration;
import io.github.aspirespring.kafka.server.KafkaApplication.Listener;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;
import io.github.aspirespring.test.TestCertificates;
import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests the login of Event Hubs with a broker that has the same password.
 */
@ExtendWith(OutputCaptureExtension.class)
class EventHubsIntegrationTests {

	private static final String SECRET = "q7Xs3cretZ9+/w==";

	private static final String CONNECTION = "Endpoint=sb://ns.servicebus.windows.net/;"
			+ "SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=";

	@TempDir
	static Path folder;

	private static TestCertificates certificates;

	private static KafkaServer server;

	@BeforeAll
	static void startBroker() {
		certificates = TestCertificates.create(folder, "dns:localhost");
		server = KafkaServer.startAt(TestPorts.free(), eventHubs(certificates, CONNECTION + SECRET));
	}

	@AfterAll
	static void stopBroker() {
		server.close();
	}

	/**
	 * Returns properties of a broker whose clients log in as those of Event Hubs.
	 */
	static Map<String, String> eventHubs(TestCertificates certificates, String password) {
		Map<String, String> configuration = new HashMap<>(KafkaServer.tls(certificates));
		configuration.put("listener.security.protocol.map", "CLIENTS:SASL_SSL,BROKERS:PLAINTEXT,CONTROLLER:PLAINTEXT");
		configuration.put("sasl.enabled.mechanisms", "PLAIN");
		configuration.put("listener.name.clients.plain.sasl.jaas.config",
				"org.apache.kafka.common.security.plain.PlainLoginModule required \"user_$ConnectionString\"=\""
						+ password + "\";");
		return configuration;
	}

	@Test
	void logsInWithTheConnectionString(CapturedOutput output) {
		runner(SECRET).withUserConfiguration(Listener.class)
			.withConfiguration(
					AutoConfigurations.of(EndpointAutoConfiguration.class, EnvironmentEndpointAutoConfiguration.class,
							ConfigurationPropertiesReportEndpointAutoConfiguration.class,
							ConditionsReportEndpointAutoConfiguration.class, BeansEndpointAutoConfiguration.class,
							AspireSanitizingAutoConfiguration.class))
			.withApplicationProperties("debug=true", "spring.jmx.enabled=true",
					"management.endpoints.jmx.exposure.include=*", "management.endpoint.env.show-values=always",
					"management.endpoint.configprops.show-values=always")
			.run((context) -> {
				KafkaApplication.sendAndReceive(context, "hello");
				assertThat(KafkaApplication.health(context).getStatus()).isEqualTo(Status.UP);
				assertThat(context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainer("listener"))
					.isNotNull()
					.satisfies((container) -> assertThat(container.getGroupId()).isEqualTo("billing"));
				assertThat(disclosed(context)).contains("ConnectionStrings__hub", "spring.kafka")
					.doesNotContain(SECRET)
					.doesNotContain("s3cret");
			});
		assertThat(output).contains("kafka 'hub' to ns.servicebus.windows.net:9093 with TLS")
			.contains("sasl.jaas.config = [hidden]")
			.doesNotContain("s3cret");
	}

	@Test
	void saysThatTheKeyIsWrongAndNotWhichItWas(CapturedOutput output) {
		runner("wr0ngS3cret").run((context) -> {
			assertThatException().isThrownBy(() -> KafkaApplication.send(context, KafkaApplication.TOPIC, "hello"))
				.satisfies((failure) -> assertThat(failure)
					.hasStackTraceContaining(SaslAuthenticationException.class.getName()));
			Health health = KafkaApplication.health(context);
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.toString()).contains("SaslAuthenticationException").doesNotContain("wr0ngS3cret");
		});
		assertThat(output).doesNotContain("wr0ngS3cret");
	}

	@Test
	void refusesCertificateOfAnUnknownAuthority() {
		runner(SECRET).withApplicationProperties("spring.kafka.ssl.bundle=")
			.run((context) -> assertThat(KafkaApplication.health(context).getDetails().get("error")).asString()
				.contains("SslAuthenticationException"));
	}

	private static AspireContextRunner runner(String key) {
		return KafkaApplication.runner()
			.withBean(Redirection.class, () -> new Redirection(server.address()))
			.withApplicationProperties("spring.kafka.ssl.bundle=hub",
					"spring.ssl.bundle.pem.hub.truststore.certificate=file:" + certificates.authority())
			.withVariables(
					AppHostVariables.none().connectionString("hub", CONNECTION + key + ";ConsumerGroup=billing"));
	}

	private static String disclosed(AssertableApplicationContext context) {
		JsonMapper mapper = JsonMapper.builder().build();
		StringBuilder disclosed = new StringBuilder();
		List.of(context.getBean(EnvironmentEndpoint.class).environment(null),
				context.getBean(ConfigurationPropertiesReportEndpoint.class).configurationProperties(),
				context.getBean(ConditionsReportEndpoint.class).conditions(),
				context.getBean(BeansEndpoint.class).beans())
			.forEach((report) -> disclosed.append(mapper.writeValueAsString(report)).append('\n'));
		for (String name : context.getBeanDefinitionNames()) {
			disclosed.append(context.getBean(name)).append('\n');
		}
		return disclosed.toString();
	}

}
