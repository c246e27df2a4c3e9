// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka.server;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * An application that says whether it reaches Kafka.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ProbeApplication {

	private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	public static void main(String[] args) throws Exception {
		SpringApplication application = new SpringApplicationBuilder(ProbeApplication.class)
			.web(WebApplicationType.NONE)
			.build();
		try (ConfigurableApplicationContext context = application.run(args)) {
			context.getBean(ProbeApplication.class).probe(context);
		}
	}

	@SuppressWarnings("unchecked")
	private void probe(ConfigurableApplicationContext context) throws Exception {
		KafkaTemplate<String, String> template = context.getBean(KafkaTemplate.class);
		template.send("probe", "works").get(30, TimeUnit.SECONDS);
		HealthIndicator health = (HealthIndicator) context.getBean(HealthContributorRegistry.class)
			.getContributor("kafka");
		System.out.println("Kafka " + this.received.poll(30, TimeUnit.SECONDS) + " and is "
				+ ((health != null) ? health.health() : "unknown"));
	}

	@KafkaListener(id = "probe", idIsGroup = false, topics = "probe")
	void receive(String message) {
		this.received.add(message);
	}

	@Bean
	@ConditionalOnProperty("redirection")
	static Redirection redirection(@Value("${redirection}") String address) {
		return new Redirection(address);
	}

}
