// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import redis.embedded.RedisServer;

import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.TestPorts;

/**
 * PostgreSQL, Redis, Kafka and an AMQP broker, and what an AppHost says of them.
 */
final class Servers implements AutoCloseable {

	private final EmbeddedPostgres postgres;

	private final RedisServer redis;

	private final int redisPort = TestPorts.free();

	private final EmbeddedKafkaKraftBroker kafka = new EmbeddedKafkaKraftBroker(1, 1, "orders");

	private final QpidBroker rabbit;

	private final int rabbitPort = TestPorts.free();

	Servers() throws Exception {
		this.postgres = EmbeddedPostgres.start();
		this.redis = new RedisServer(this.redisPort);
		this.redis.start();
		this.kafka.afterPropertiesSet();
		this.rabbit = QpidBroker.startAt(this.rabbitPort);
	}

	/**
	 * Returns the port of a server by what spans call it.
	 */
	long port(String system) {
		return switch (system) {
			case "postgresql" -> this.postgres.getPort();
			case "redis" -> this.redisPort;
			case "kafka" -> kafkaPort();
			case "rabbitmq" -> this.rabbitPort;
			default -> throw new IllegalArgumentException(system);
		};
	}

	/**
	 * Returns what the AppHost injects.
	 */
	AppHostVariables variables() {
		return AppHostVariables.none()
			.connectionString("catalogdb", postgres("postgres"))
			.connectionString("auditdb", postgres("template1"))
			.connectionString("cache", "localhost:" + this.redisPort)
			.connectionString("events", "localhost:" + kafkaPort())
			.connectionString("queue", "amqp://guest:guest@localhost:" + this.rabbitPort);
	}

	@Override
	public void close() throws Exception {
		this.rabbit.close();
		this.kafka.destroy();
		this.redis.stop();
		this.postgres.close();
	}

	private String postgres(String database) {
		return "Host=localhost;Port=" + this.postgres.getPort() + ";Username=postgres;Password=s3cret;Database="
				+ database;
	}

	private int kafkaPort() {
		String brokers = this.kafka.getBrokersAsString();
		return Integer.parseInt(brokers.substring(brokers.lastIndexOf(':') + 1));
	}

}
