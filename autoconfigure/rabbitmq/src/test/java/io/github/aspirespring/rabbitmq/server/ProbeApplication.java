// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application that says whether it reaches RabbitMQ.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ProbeApplication {

	public static void main(String[] args) {
		SpringApplication application = new SpringApplicationBuilder(ProbeApplication.class)
			.web(WebApplicationType.NONE)
			.build();
		try (ConfigurableApplicationContext context = application.run(args)) {
			RabbitApplication.assertWorks(context);
			System.out.println("RabbitMQ works, connecting may take "
					+ context.getEnvironment().getProperty("spring.rabbitmq.connection-timeout"));
		}
	}

}
