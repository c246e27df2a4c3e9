// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres.server;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.r2dbc.test.autoconfigure.DataR2dbcTest;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.annotation.Id;
import org.springframework.data.r2dbc.repository.config.EnableR2dbcRepositories;
import org.springframework.data.relational.core.mapping.Table;
import org.springframework.data.repository.reactive.ReactiveCrudRepository;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a slice of an application with R2DBC is connected, its migration and its
 * repositories with it.
 */
@DataR2dbcTest(properties = "spring.liquibase.enabled=false")
@ContextConfiguration(initializers = DataR2dbcSliceIntegrationTests.Variables.class)
class DataR2dbcSliceIntegrationTests {

	private static final PostgresServer server = PostgresServer.start().with("app", "pw", "orders");

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@Test
	void findsWhatFlywayHasCreated(@Autowired Orders orders) {
		assertThat(orders.findAll().map(Order::sku).collectList().block()).containsExactly("flyway");
	}

	@Table("orders")
	record Order(@Id Long id, String sku) {
	}

	interface Orders extends ReactiveCrudRepository<Order, Long> {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableR2dbcRepositories(considerNestedRepositories = true)
	static class Application {

	}

	static class Variables implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		@Override
		public void initialize(ConfigurableApplicationContext context) {
			PostgresApplication.resource("db", "localhost", server.port(), "app", "pw", "orders").initialize(context);
		}

	}

}
