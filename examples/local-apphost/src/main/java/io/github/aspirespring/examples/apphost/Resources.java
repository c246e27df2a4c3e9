// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import io.github.aspirespring.examples.apphost.amqp.AmqpBroker;
import io.github.aspirespring.examples.apphost.amqp.AmqpServer;
import io.github.aspirespring.examples.apphost.model.KafkaBroker;
import io.github.aspirespring.examples.apphost.model.PasswordGenerator;
import io.github.aspirespring.examples.apphost.model.PostgresDatabase;
import io.github.aspirespring.examples.apphost.model.RabbitMqBroker;
import io.github.aspirespring.examples.apphost.model.RedisStore;
import io.github.aspirespring.examples.apphost.process.Console;
import io.github.aspirespring.examples.apphost.process.KafkaServer;
import io.github.aspirespring.examples.apphost.process.Lifetime;
import io.github.aspirespring.examples.apphost.process.PostgresServer;
import io.github.aspirespring.examples.apphost.process.RedisServer;
import io.github.aspirespring.examples.apphost.process.RunFolder;

/**
 * What the services can reference, running.
 *
 * @param catalogDb the database of the catalog
 * @param ordersDb the database of the worker, on the same server
 * @param cache the cache of the catalog
 * @param views where the catalog counts how often products are looked at
 * @param messaging the broker of the orders
 * @param events the broker of the product events
 */
record Resources(PostgresDatabase catalogDb, PostgresDatabase ordersDb, RedisStore cache, RedisStore views,
		RabbitMqBroker messaging, KafkaBroker events) {

	/**
	 * Starts them all.
	 * @param amqp what has to serve AMQP
	 * @param lifetime stops them
	 * @param summary lists them
	 * @param console where their output goes
	 * @return the resources, ready for clients
	 */
	static Resources start(AmqpServer amqp, Lifetime lifetime, Summary summary, Console console) {
		PasswordGenerator passwords = new PasswordGenerator();
		RunFolder folder = lifetime.start(RunFolder::create);
		// These two take longest, so the others start meanwhile
		KafkaServer kafka = lifetime.start(() -> KafkaServer.start("events", folder, console));
		String brokerPassword = console.hide(passwords.alphanumeric());
		AmqpBroker broker = lifetime.start(() -> AmqpBroker.start(amqp, "messaging", brokerPassword, folder, console));
		String databasePassword = console.hide(passwords.withSpecialCharacters());
		PostgresServer postgres = lifetime.start(() -> PostgresServer.start("pg", databasePassword, folder, console));
		String cachePassword = console.hide(passwords.alphanumeric());
		RedisServer cache = lifetime.start(() -> RedisServer.start("cache", cachePassword, folder, console));
		String viewsPassword = console.hide(passwords.alphanumeric());
		RedisServer views = lifetime.start(() -> RedisServer.start("views", viewsPassword, folder, console));
		Resources resources = new Resources(postgres.createDatabase("catalog-db"), postgres.createDatabase("orders-db"),
				cache.resource(), views.resource(), broker.awaitReady(), kafka.awaitReady());
		summary.add("pg", "PostgreSQL", "localhost:" + postgres.port());
		summary.add(resources.catalogDb().name(), "PostgreSQL database", "pg/" + resources.catalogDb().databaseName());
		summary.add(resources.ordersDb().name(), "PostgreSQL database", "pg/" + resources.ordersDb().databaseName());
		summary.add(resources.cache().name(), "Redis", "localhost:" + resources.cache().port());
		summary.add(resources.views().name(), "Redis", "localhost:" + resources.views().port());
		summary.add(resources.messaging().name(), amqp.type(), "localhost:" + resources.messaging().port());
		summary.add(resources.events().name(), "Kafka", resources.events().connectionString());
		return resources;
	}

}
