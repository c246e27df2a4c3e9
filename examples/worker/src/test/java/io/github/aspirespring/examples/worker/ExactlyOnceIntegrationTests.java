// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.worker;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.IllegalTransactionStateException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for writing each message once, with a real PostgreSQL. There are no brokers: the
 * test delivers.
 */
@SpringBootTest(webEnvironment = WebEnvironment.NONE,
		properties = { "spring.kafka.admin.auto-create=false", "spring.kafka.listener.auto-startup=false",
				"spring.rabbitmq.listener.simple.auto-startup=false" })
@DirtiesContext
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ExactlyOnceIntegrationTests {

	private static final int DELIVERIES = 8;

	private static final EmbeddedPostgres POSTGRES = startPostgres();

	private final UUID id = UUID.randomUUID();

	@Autowired
	private OrderListener orders;

	@Autowired
	private ProductEventListener events;

	@Autowired
	private Inbox inbox;

	@Autowired
	private JdbcClient jdbc;

	@DynamicPropertySource
	static void connection(DynamicPropertyRegistry registry) {
		registry.add("spring.datasource.url", () -> POSTGRES.getJdbcUrl("postgres", "postgres"));
	}

	@AfterAll
	static void stopPostgres() throws IOException {
		POSTGRES.close();
	}

	@Test
	void orderThatComesAgainIsCountedAndNotWritten() {
		PlacedOrder order = new PlacedOrder(this.id, 7, 3);
		this.orders.receive(order);
		this.orders.receive(order);
		this.orders.receive(order);
		assertThat(written("customer_order")).isEqualTo(1);
		assertThat(deliveries()).isEqualTo(3);
	}

	@Test
	void eventThatComesAgainIsCountedAndNotWritten() {
		ProductEvent event = new ProductEvent(this.id, ProductEvent.Type.CHANGED, 7, new BigDecimal("49.90"));
		this.events.receive(event);
		this.events.receive(event);
		assertThat(written("product_history")).isEqualTo(1);
		assertThat(deliveries()).isEqualTo(2);
	}

	@Test
	void deliveriesAtTheSameTimeWriteOnce() throws Exception {
		PlacedOrder order = new PlacedOrder(this.id, 7, 3);
		Callable<Void> delivery = () -> {
			this.orders.receive(order);
			return null;
		};
		ExecutorService consumers = Executors.newFixedThreadPool(DELIVERIES);
		try {
			List<Future<Void>> deliveries = consumers.invokeAll(Collections.nCopies(DELIVERIES, delivery));
			for (Future<Void> done : deliveries) {
				done.get();
			}
		}
		finally {
			consumers.shutdownNow();
		}
		assertThat(written("customer_order")).isEqualTo(1);
		assertThat(deliveries()).isEqualTo(DELIVERIES);
	}

	@Test
	void messageWhoseEffectFailsIsNotTaken() {
		ProductEvent tooExpensive = new ProductEvent(this.id, ProductEvent.Type.CHANGED, 7, new BigDecimal("1e12"));
		assertThatExceptionOfType(DataIntegrityViolationException.class)
			.isThrownBy(() -> this.events.receive(tooExpensive));
		assertThat(deliveries()).isZero();
		this.events.receive(new ProductEvent(this.id, ProductEvent.Type.CHANGED, 7, BigDecimal.ONE));
		assertThat(written("product_history")).isEqualTo(1);
		assertThat(deliveries()).isEqualTo(1);
	}

	@Test
	void messageIsTakenTogetherWithItsEffectOnly() {
		assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(() -> this.inbox.take(this.id));
	}

	private int written(String table) {
		return this.jdbc.sql("select count(*) from " + table + " where message_id = :id")
			.param("id", this.id)
			.query(Integer.class)
			.single();
	}

	private int deliveries() {
		return this.jdbc.sql("select deliveries from inbox where message_id = :id")
			.param("id", this.id)
			.query(Integer.class)
			.optional()
			.orElse(0);
	}

	private static EmbeddedPostgres startPostgres() {
		try {
			return EmbeddedPostgres.start();
		}
		catch (IOException ex) {
			throw new IllegalStateException("PostgreSQL did not start", ex);
		}
	}

}
