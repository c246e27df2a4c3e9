// SPDX-License-Identifier: Apache-2.0

import aspire.*;
import java.util.function.Function;

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
	Function<String, JavaAppResource> addCatalog = (name) -> builder.addSpringBootApp(name, "../../catalog")
		// gRPC has a port of its own.
		.withHttpEndpoint(new WithHttpEndpointOptions().name("grpc").env("SPRING_GRPC_SERVER_PORT"))
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
		.withHttpHealthCheck(new WithHttpHealthCheckOptions().path("/health"));

	// Two resources, as only .NET projects have replicas. Maven builds them in one folder, so one after the other.
	var catalog = addCatalog.apply("catalog");
	var otherCatalog = addCatalog.apply("catalog-2")
		.waitFor(catalog);

	// To the storefront, both are the service "catalog".
	builder.addSpringBootApp("storefront", "../../storefront")
		.withReference(catalog)
		.withReference(otherCatalog, new WithReferenceOptions().name("catalog"))
		.waitFor(catalog)
		.withHttpHealthCheck(new WithHttpHealthCheckOptions().path("/health"))
		.withExternalHttpEndpoints();

	// Nobody calls the worker but the AppHost, which asks for its health.
	builder.addSpringBootApp("worker", "../../worker")
		.withReference(ordersDatabase)
		.withReference(messaging)
		.withReference(events)
		.waitFor(ordersDatabase)
		.waitFor(messaging)
		.waitFor(events)
		.withHttpHealthCheck(new WithHttpHealthCheckOptions().path("/health"));

	builder.build().run();
}
