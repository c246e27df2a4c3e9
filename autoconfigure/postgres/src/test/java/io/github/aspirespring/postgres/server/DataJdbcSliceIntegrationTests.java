// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres.server;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.jdbc.test.autoconfigure.DataJdbcTest;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.data.annotation.Id;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import org.springframework.data.relational.core.mapping.Table;
import org.springframework.data.repository.CrudRepository;
import org.springframework.data.repository.reactive.ReactiveCrudRepository;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a slice of an application with JDBC is connected, its migration and its
 * repositories with it.
 */
@DataJdbcTest(properties = "spring.liquibase.enabled=false")
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
@ContextConfiguration(initializers = DataJdbcSliceIntegrationTests.Variables.class)
class DataJdbcSliceIntegrationTests {

	private static final PostgresServer server = PostgresServer.start().with("app", "pw", "orders");

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@Test
	void findsWhatFlywayHasCreated(@Autowired Orders orders) {
		assertThat(orders.findAll()).extracting(Order::sku).containsExactly("flyway");
	}

	@Table("orders")
	record Order(@Id Long id, String sku) {
	}

	interface Orders extends CrudRepository<Order, Long> {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableJdbcRepositories(considerNestedRepositories = true,
			excludeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = ReactiveCrudRepository.class))
	static class Application {

	}

	static class Variables implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		@Override
		public void initialize(ConfigurableApplicationContext context) {
			PostgresApplication.resource("db", "localhost", server.port(), "app", "pw", "orders").initialize(context);
		}

	}

}
