// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.aspirespring.boot.AspireConnection;

/**
 * Keeps orders in one database and asks another one, by R2DBC.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Spans.class)
class ReactiveShopApplication {

	@Bean
	ReactiveHealthIndicator ordersHealthIndicator(Orders orders) {
		return () -> orders.count("healthy").map((count) -> Health.up().build());
	}

	@RestController
	record Orders(DatabaseClient orders, TransactionalOperator transaction,
			@AspireConnection("auditdb") DatabaseClient auditing) {

		@GetMapping("/orders/{name}")
		Mono<Long> count(@PathVariable String name) {
			return this.orders.sql("select count(*) from orders where name = :name")
				.bind("name", name)
				.mapValue(Long.class)
				.one();
		}

		@PostMapping("/orders/{name}")
		Mono<Long> add(@PathVariable String name) {
			return insert(name).then(count(name)).as(this.transaction::transactional);
		}

		@PostMapping("/failures/{name}")
		Mono<Long> fail(@PathVariable String name) {
			return insert(name).then(this.orders.sql("select * from nothing").fetch().rowsUpdated())
				.as(this.transaction::transactional);
		}

		@GetMapping("/audit")
		Mono<String> audit() {
			return this.auditing.sql("select 's3cret'").mapValue(String.class).one().thenReturn("audited");
		}

		private Mono<Long> insert(String name) {
			return this.orders.sql("insert into orders (name) values (:name)").bind("name", name).fetch().rowsUpdated();
		}

	}

}
