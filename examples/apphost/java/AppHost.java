// SPDX-License-Identifier: Apache-2.0

import aspire.*;

void main() throws Exception {
	var builder = DistributedApplication.CreateBuilder();

	var postgres = builder.addPostgres("pg");
	var catalogDatabase = postgres.addDatabase("catalog-db");
	var ordersDatabase = postgres.addDatabase("orders-db");

	var cache = builder.addRedis("cache");
	var views = builder.addRedis("views");

	var messaging = builder.addRabbitMQ("messaging");

	var events = builder.addKafka("events");

	// Finds the pom.xml and the Maven wrapper above it, and runs spring-boot:run on a port of its choice.
	builder.addSpringBootApp("catalog", "../../catalog")
		.withReference(catalogDatabase)
		.withReference(cache)
		.withReference(views)
		.withReference(messaging)
		.withReference(events)
		// Flyway migrates the database while the service starts, so everything has to be there before.
		.waitFor(catalogDatabase)
		.waitFor(cache)
		.waitFor(views)
		.waitFor(messaging)
		.waitFor(events)
		.withHttpHealthCheck(new WithHttpHealthCheckOptions().path("/actuator/health"))
		.withExternalHttpEndpoints();

	// Nobody calls the worker but the AppHost, which asks for its health.
	builder.addSpringBootApp("worker", "../../worker")
		.withReference(ordersDatabase)
		.withReference(messaging)
		.withReference(events)
		.waitFor(ordersDatabase)
		.waitFor(messaging)
		.waitFor(events)
		.withHttpHealthCheck(new WithHttpHealthCheckOptions().path("/actuator/health"));

	builder.build().run();
}
