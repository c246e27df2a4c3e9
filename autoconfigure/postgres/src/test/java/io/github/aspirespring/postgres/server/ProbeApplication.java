// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application that says whether it reaches PostgreSQL.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class ProbeApplication {

	private static final String QUERY = "select current_user || ' in ' || current_database()";

	public static void main(String[] args) {
		PostgresApplication client = PostgresApplication.valueOf(args[0]);
		SpringApplication application = new SpringApplicationBuilder(ProbeApplication.class)
			.web(WebApplicationType.NONE)
			.build();
		try (ConfigurableApplicationContext context = application.run(args)) {
			System.out.println("PostgreSQL knows " + client.query(context, QUERY) + ", the pool has at most "
					+ context.getEnvironment().getProperty("spring.datasource.hikari.maximum-pool-size"));
		}
	}

}
