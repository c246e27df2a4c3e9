// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import javax.sql.DataSource;

import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Takes an order: asks the cache and the database, and tells others, who write it down.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = R2dbcAutoConfiguration.class)
@Import(Spans.class)
class ShopApplication {

	@Bean
	Queue invoices() {
		return new Queue("invoices");
	}

	@Bean
	Shop shop(StringRedisTemplate redis, JdbcTemplate jdbc, @Qualifier("auditdb") DataSource audit,
			KafkaTemplate<String, String> kafka, RabbitTemplate rabbit) {
		return new Shop(redis, jdbc, new JdbcTemplate(audit), kafka, rabbit);
	}

	@Bean
	Listeners listeners(JdbcTemplate jdbc) {
		return new Listeners(jdbc, new LinkedBlockingQueue<>());
	}

	record Shop(StringRedisTemplate redis, JdbcTemplate jdbc, JdbcTemplate audit, KafkaTemplate<String, String> kafka,
			RabbitTemplate rabbit) {

		void order(String name) {
			this.redis.opsForValue().set("s3cret-" + name, "s3cret");
			this.jdbc.queryForList("select count(*) from orders where name = ?", name);
			this.audit.queryForList("select 's3cret'");
			this.kafka.send("orders", name).join();
			this.rabbit.convertAndSend("invoices", name);
		}

	}

	record Listeners(JdbcTemplate jdbc, BlockingQueue<String> received) {

		@KafkaListener(id = "shipping", topics = "orders")
		void ship(String name) {
			write(name);
		}

		@RabbitListener(id = "billing", queues = "invoices")
		void bill(String name) {
			write(name);
		}

		private void write(String name) {
			this.jdbc.update("insert into orders (name) values (?)", name);
			this.received.add(name);
		}

	}

}
