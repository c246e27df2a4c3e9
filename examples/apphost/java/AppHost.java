// SPDX-License-Identifier: Apache-2.0

import aspire.*;

void main() throws Exception {
	var builder = DistributedApplication.CreateBuilder();

	var database = builder.addPostgres("pg").addDatabase("catalog-db");

	var cache = builder.addRedis("cache");

	// Finds the pom.xml and the Maven wrapper above it, and runs spring-boot:run on a port of its choice.
	builder.addSpringBootApp("catalog", "../../catalog")
		.withReference(database)
		.withReference(cache)
		// Flyway migrates the database while the service starts, so both have to be there before.
		.waitFor(database)
		.waitFor(cache)
		.withHttpHealthCheck(new WithHttpHealthCheckOptions().path("/actuator/health"))
		.withExternalHttpEndpoints();

	builder.build().run();
}
