// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.EnableKafkaStreams;
import org.springframework.kafka.annotation.KafkaStreamsDefaultConfiguration;
import org.springframework.kafka.config.KafkaStreamsConfiguration;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AspireKafkaAutoConfiguration} and
 * {@link AspireKafkaClientsAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class AspireKafkaAutoConfigurationTests {

	private static final String SECRET = "q7Xs3cretZ9=";

	private static final String EVENT_HUBS = "Endpoint=sb://ns.servicebus.windows.net/;SharedAccessKeyName=root;"
			+ "SharedAccessKey=" + SECRET;

	private static final String MINE = "org.apache.kafka.common.security.scram.ScramLoginModule required;";

	private final AspireContextRunner runner = new AspireContextRunner()
		.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class, AspireKafkaAutoConfiguration.class,
				AspireKafkaClientsAutoConfiguration.class, SslAutoConfiguration.class, KafkaAutoConfiguration.class));

	private final AspireContextRunner streams = this.runner.withUserConfiguration(StreamsApplication.class)
		.withApplicationProperties("spring.application.name=orders", "spring.kafka.streams.auto-startup=false");

	@Test
	void connectsEveryClient() {
		this.streams.withVariables(kafka("a:1,b:2"))
			.run((context) -> assertThat(clients(context)).hasSize(4).allSatisfy((client, configuration) -> {
				assertThat(configuration.get("bootstrap.servers")).as(client).isEqualTo(List.of("a:1", "b:2"));
				assertThat(configuration).as(client).doesNotContainKey("security.protocol");
			}));
	}

	@Test
	void logsEveryClientInToEventHubs() {
		this.streams.withVariables(kafka(EVENT_HUBS + ";ConsumerGroup=all"))
			.run((context) -> assertThat(clients(context)).hasSize(4).allSatisfy((client, configuration) -> {
				assertThat(configuration.get("bootstrap.servers")).as(client)
					.isEqualTo(List.of("ns.servicebus.windows.net:9093"));
				assertThat(configuration).as(client)
					.containsEntry("security.protocol", "SASL_SSL")
					.containsEntry("sasl.mechanism", "PLAIN")
					.containsEntry("connections.max.idle.ms", "180000");
				assertThat(login(configuration)).as(client)
					.contains("username=\"$ConnectionString\" password=\"" + EVENT_HUBS + "\"");
			}));
	}

	@Test
	void usesTheProtocolOfTheListener() {
		this.streams.withVariables(kafka("SSL://a:1"))
			.run((context) -> assertThat(clients(context)).hasSize(4)
				.allSatisfy((client, configuration) -> assertThat(configuration).as(client)
					.containsEntry("security.protocol", "SSL")));
	}

	@Test
	void leavesSecurityToTheApplicationWhereTheConnectionSaysNothing(CapturedOutput output) {
		this.streams.withVariables(kafka("a:1"))
			.withApplicationProperties("spring.kafka.security.protocol=SASL_SSL",
					"spring.kafka.properties.sasl.mechanism=SCRAM-SHA-512",
					"spring.kafka.properties.sasl.jaas.config=" + MINE, "spring.kafka.ssl.bundle=mine",
					"spring.ssl.bundle.pem.mine.options.ciphers=A")
			.run((context) -> assertThat(clients(context)).hasSize(4)
				.allSatisfy((client, configuration) -> assertThat(configuration).as(client)
					.containsEntry("bootstrap.servers", List.of("a:1"))
					.containsEntry("security.protocol", "SASL_SSL")
					.containsEntry("sasl.mechanism", "SCRAM-SHA-512")
					.containsEntry("sasl.jaas.config", MINE)
					.containsKey(SslBundle.class.getName())));
		assertThat(output).contains("to a:1 with TLS").doesNotContain("Not used");
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.kafka.properties.", "spring.kafka.consumer.properties.",
			"spring.kafka.producer.properties." })
	void prefersTheInjectedLoginToThatOfTheApplicationAndSaysSo(String namespace, CapturedOutput output) {
		this.streams.withVariables(kafka(EVENT_HUBS))
			.withApplicationProperties("spring.kafka.security.protocol=PLAINTEXT",
					"spring.kafka.consumer.security.protocol=SSL", namespace + "sasl.mechanism=OAUTHBEARER",
					namespace + "sasl.login.callback.handler.class=com.example.Tokens",
					namespace + "sasl.jaas.config=" + MINE)
			.run((context) -> assertThat(clients(context)).allSatisfy((client, configuration) -> {
				assertThat(configuration).as(client)
					.containsEntry("security.protocol", "SASL_SSL")
					.containsEntry("sasl.mechanism", "PLAIN")
					.doesNotContainKey("sasl.login.callback.handler.class");
				assertThat(login(configuration)).as(client).contains(SECRET);
			}));
		assertThat(output).contains("Not used")
			.contains("spring.kafka.security.protocol")
			.contains("spring.kafka.consumer.security.protocol")
			.contains(namespace + "sasl.jaas.config")
			.doesNotContain(SECRET)
			.doesNotContain("Scram");
	}

	@ParameterizedTest
	@ValueSource(strings = { "sasl.jaas.config", "[sasl.jaas.config]" })
	void takesLoginFromAboveTheVariablesAsAWhole(String key) {
		String property = "spring.kafka.properties" + (key.startsWith("[") ? key : "." + key);
		this.streams.withVariables(kafka(EVENT_HUBS))
			.withPropertyValues(property + "=" + MINE)
			.withApplicationProperties("spring.kafka.properties.sasl.mechanism=SCRAM-SHA-512")
			.run((context) -> assertThat(clients(context))
				.allSatisfy((client, configuration) -> assertThat(configuration).as(client)
					.containsEntry("security.protocol", "SASL_SSL")
					.containsEntry("sasl.mechanism", "SCRAM-SHA-512")
					.containsEntry("sasl.jaas.config", MINE)));
	}

	@Test
	void takesLoginAndProtocolOfOneClientFromAboveTheVariables() {
		this.runner.withVariables(kafka(EVENT_HUBS))
			.withPropertyValues("spring.kafka.consumer.properties.sasl.jaas.config=" + MINE,
					"spring.kafka.consumer.security.protocol=SASL_PLAINTEXT",
					"spring.kafka.producer.properties.security.protocol=SASL_PLAINTEXT")
			.run((context) -> {
				assertThat(clients(context).get("consumer")).containsEntry("sasl.jaas.config", MINE)
					.containsEntry("security.protocol", "SASL_PLAINTEXT");
				assertThat(clients(context).get("producer")).containsEntry("sasl.mechanism", "PLAIN")
					.containsEntry("security.protocol", "SASL_PLAINTEXT");
				assertThat(clients(context).get("admin")).containsEntry("sasl.mechanism", "PLAIN")
					.containsEntry("security.protocol", "SASL_SSL");
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			consumer | spring.kafka.consumer.bootstrap-servers=other:1
			producer | spring.kafka.producer.bootstrap-servers=other:1
			streams  | spring.kafka.streams.bootstrap-servers=other:1
			consumer | spring.kafka.consumer.bootstrap-servers[0]=other:1
			""")
	void leavesClientWithBrokersOfItsOwnAloneAndConnectsTheOthers(String client, String property) {
		this.streams.withVariables(kafka(EVENT_HUBS)).withPropertyValues(property).run((context) -> {
			Map<String, Map<String, Object>> clients = clients(context);
			assertThat(clients.remove(client)).containsEntry("bootstrap.servers", List.of("other:1"))
				.doesNotContainKeys("security.protocol", "sasl.mechanism", "sasl.jaas.config");
			assertThat(clients).hasSize(3)
				.allSatisfy((other, configuration) -> assertThat(configuration).as(other)
					.containsEntry("bootstrap.servers", List.of("ns.servicebus.windows.net:9093"))
					.containsEntry("security.protocol", "SASL_SSL")
					.containsKey("sasl.jaas.config"));
		});
	}

	@Test
	void connectsClientsWhoseBrokersStandBelowTheVariablesAndSaysSo(CapturedOutput output) {
		this.streams.withVariables(kafka("a:1"))
			.withApplicationProperties("spring.kafka.consumer.bootstrap-servers=other:1",
					"spring.kafka.producer.bootstrap-servers[0]=other:1")
			.run((context) -> assertThat(clients(context))
				.allSatisfy((client, configuration) -> assertThat(configuration).as(client)
					.containsEntry("bootstrap.servers", List.of("a:1"))));
		assertThat(output).contains("Not used")
			.contains("spring.kafka.consumer.bootstrap-servers")
			.contains("spring.kafka.producer.bootstrap-servers");
	}

	@Test
	void leavesClientWithBrokersOfItsOwnAloneIfTheApplicationTakesPrecedence() {
		this.runner.withVariables(kafka("a:1"))
			.withApplicationProperties("aspire.connection-precedence=application",
					"spring.kafka.consumer.bootstrap-servers[0]=other:1",
					"spring.kafka.consumer.bootstrap-servers[1]=other:2")
			.run((context) -> {
				assertThat(clients(context).get("consumer")).containsEntry("bootstrap.servers",
						List.of("other:1", "other:2"));
				assertThat(clients(context).get("producer")).containsEntry("bootstrap.servers", List.of("a:1"));
			});
	}

	@Test
	void lendsNoCredentialsToStreamsOfTheApplication() {
		this.streams.withVariables(kafka(EVENT_HUBS))
			.withBean(KafkaStreamsDefaultConfiguration.DEFAULT_STREAMS_CONFIG_BEAN_NAME,
					KafkaStreamsConfiguration.class,
					() -> new KafkaStreamsConfiguration(
							Map.of("bootstrap.servers", "other:1", "application.id", "other")))
			.run((context) -> assertThat(clients(context).get("streams")).containsOnlyKeys("bootstrap.servers",
					"application.id"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			-                                            | -                 | -
			spring.application.name=orders               | -                 | orders
			spring.application.name=orders               | ;ConsumerGroup=cg | cg
			-                                            | ;ConsumerGroup=cg | cg
			spring.kafka.consumer.group-id=mine          | ;ConsumerGroup=cg | mine
			spring.kafka.properties.group.id=mine        | ;ConsumerGroup=cg | mine
			spring.kafka.consumer.properties.group.id=mine | -               | mine
			""")
	void hasConsumerGroupUnlessTheApplicationNamesOne(@Nullable String property, @Nullable String suffix,
			@Nullable String group) {
		this.runner.withVariables(kafka((suffix != null) ? EVENT_HUBS + suffix : "a:1"))
			.withApplicationProperties((property != null) ? new String[] { property } : new String[0])
			.run((context) -> {
				ConsumerFactory<?, ?> consumers = context.getBean(ConsumerFactory.class);
				assertThat(consumers.getConfigurationProperties().get("group.id")).isEqualTo(group);
				assertThat(consumers.getConfigurationProperties()).doesNotContainKey("auto.offset.reset");
			});
	}

	@Test
	void hasStreamsOfTheNameOfTheApplicationAndNoConsumersInTheirGroup() {
		this.streams.withVariables(kafka("a:1")).run((context) -> {
			assertThat(clients(context).get("streams")).containsEntry("application.id", "orders");
			assertThat(clients(context).get("consumer")).doesNotContainKey("group.id");
		});
		this.streams.withVariables(kafka("a:1"))
			.withApplicationProperties("spring.kafka.streams.application-id=totals")
			.run((context) -> {
				assertThat(clients(context).get("streams")).containsEntry("application.id", "totals");
				assertThat(clients(context).get("consumer")).containsEntry("group.id", "orders");
			});
	}

	@Test
	void observesUnlessTheApplicationSaysOtherwise() {
		this.runner.withVariables(kafka("a:1"))
			.run((context) -> assertThat(context.getBean(KafkaTemplate.class))
				.hasFieldOrPropertyWithValue("observationEnabled", true));
		this.runner.withVariables(kafka("a:1"))
			.withApplicationProperties("spring.kafka.template.observation-enabled=false")
			.run((context) -> assertThat(context.getBean(KafkaTemplate.class))
				.hasFieldOrPropertyWithValue("observationEnabled", false));
	}

	@Test
	void changesNothingWithoutAnAppHost() {
		this.runner.withApplicationProperties("spring.application.name=orders").run((context) -> {
			assertThat(clients(context).get("consumer")).doesNotContainKey("group.id");
			assertThat(context.getBean(KafkaTemplate.class)).hasFieldOrPropertyWithValue("observationEnabled", false);
		});
	}

	@Test
	void lendsNoCredentialsToConnectionDetailsOfTheApplication() {
		this.streams.withVariables(kafka(EVENT_HUBS))
			.withBean(KafkaConnectionDetails.class, () -> () -> List.of("other:1"))
			.run((context) -> assertThat(clients(context)).hasSize(4)
				.allSatisfy((client, configuration) -> assertThat(configuration).as(client)
					.containsEntry("bootstrap.servers", List.of("other:1"))
					.doesNotContainKeys("security.protocol", "sasl.jaas.config")));
	}

	@Test
	void lendsNoCredentialsToAdminOfTheApplication() {
		this.runner.withVariables(kafka(EVENT_HUBS))
			.withBean(KafkaAdmin.class, () -> new KafkaAdmin(Map.of("bootstrap.servers", "other:1")))
			.run((context) -> assertThat(clients(context).get("admin")).containsOnlyKeys("bootstrap.servers"));
	}

	@Test
	void letsCustomizersOfTheApplicationChangeIt() {
		this.runner.withVariables(kafka(EVENT_HUBS))
			.withBean(DefaultKafkaConsumerFactoryCustomizer.class,
					() -> (factory) -> factory.updateConfigs(Map.of("sasl.jaas.config", MINE, "group.id", "mine")))
			.run((context) -> assertThat(clients(context).get("consumer")).containsEntry("sasl.jaas.config", MINE)
				.containsEntry("group.id", "mine"));
	}

	@Test
	void usesTheOnlyConnectionThatNobodyElseTakes() {
		this.runner.withVariables(kafka("a:1"))
			.withVariables(AppHostVariables.none()
				.connection("cache", "cache:6379",
						Map.of("Host", "cache", "Port", "6379", "Uri", "redis://cache:6379")))
			.run((context) -> assertThat(context.getBean(KafkaConnectionDetails.class).getBootstrapServers())
				.containsExactly("a:1"));
	}

	@Test
	void prefersKafkaToNamespaceThatMayBeServiceBus() {
		this.runner
			.withVariables(AppHostVariables.none()
				.connectionString("bus", EVENT_HUBS)
				.connection("kafka", "a:1", Map.of("Host", "a", "Port", "1")))
			.run((context) -> assertThat(context.getBean(KafkaConnectionDetails.class).getBootstrapServers())
				.containsExactly("a:1"));
	}

	@Test
	void yieldsHostAndPortOfAnybodyWhereTheApplicationSaysWhereKafkaIs() {
		this.runner.withVariable("MAIL_HOST", "mail")
			.withVariable("MAIL_PORT", "25")
			.withApplicationProperties("spring.kafka.bootstrap-servers=kafka:9092")
			.run((context) -> assertThat(context.getBean(KafkaConnectionDetails.class).getBootstrapServers())
				.containsExactly("kafka:9092"));
	}

	@Test
	void worksWithoutStreams() {
		this.runner.withVariables(kafka(EVENT_HUBS))
			.withClassLoader(new FilteredClassLoader("org.apache.kafka.streams"))
			.run((context) -> assertThat(clients(context)).containsOnlyKeys("consumer", "producer", "admin"));
	}

	@Test
	void backsOffWithoutSpringKafka() {
		this.runner.withVariables(kafka(EVENT_HUBS))
			.withClassLoader(new FilteredClassLoader("org.springframework.kafka", "org.apache.kafka",
					"org.springframework.boot.kafka"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("aspireKafkaConnectionDetails")
				.doesNotHaveBean("aspireKafkaClientConfiguration"));
	}

	@Test
	void printsNoSecret() {
		assertThat(new AspireKafkaProperties(true, "events", SECRET, Map.of()).toString()).contains("events")
			.doesNotContain(SECRET);
		this.runner.withVariables(kafka(EVENT_HUBS)).run((context) -> {
			assertThat(context.getBean(KafkaConnectionDetails.class).toString()).contains("ConnectionStrings__events",
					"ns.servicebus.windows.net:9093");
			KafkaConnectionDetails details = context.getBean(KafkaConnectionDetails.class);
			assertThat(clients(context) + " " + details + details.getConsumer() + details.getAdmin())
				.doesNotContain(SECRET);
		});
	}

	private static AppHostVariables kafka(String connectionString) {
		return AppHostVariables.none().connectionString("events", connectionString);
	}

	private static String login(Map<String, Object> configuration) {
		Object login = configuration.get("sasl.jaas.config");
		assertThat(login).isInstanceOf(Password.class);
		return (login instanceof Password password) ? password.value() : "";
	}

	private static Map<String, Map<String, Object>> clients(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed();
		Map<String, Map<String, Object>> clients = new HashMap<>();
		ConsumerFactory<?, ?> consumers = context.getBean(ConsumerFactory.class);
		ProducerFactory<?, ?> producers = context.getBean(ProducerFactory.class);
		clients.put("consumer", consumers.getConfigurationProperties());
		clients.put("producer", producers.getConfigurationProperties());
		clients.put("admin", context.getBean(KafkaAdmin.class).getConfigurationProperties());
		context.getBeanProvider(StreamsBuilderFactoryBean.class).ifAvailable((streams) -> {
			Map<String, Object> configuration = new HashMap<>();
			Properties properties = streams.getStreamsConfiguration();
			assertThat(properties).isNotNull();
			properties.forEach((key, value) -> configuration.put(key.toString(), value));
			clients.put("streams", configuration);
		});
		return clients;
	}

	@Configuration(proxyBeanMethods = false)
	@EnableKafkaStreams
	static class StreamsApplication {

	}

}
