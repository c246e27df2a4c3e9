// SPDX-License-Identifier: Apache-2.0

import { createBuilder } from './.aspire/modules/aspire.mjs';

const builder = await createBuilder();

const database = await builder.addPostgres("pg").addDatabase("catalog-db");

const cache = await builder.addRedis("cache");

// Finds the pom.xml and the Maven wrapper above it, and runs spring-boot:run on a port of its choice.
await builder.addSpringBootApp("catalog", "../../catalog")
    .withReference(database)
    .withReference(cache)
    // Flyway migrates the database while the service starts, so both have to be there before.
    .waitFor(database)
    .waitFor(cache)
    .withHttpHealthCheck({ path: "/actuator/health" })
    .withExternalHttpEndpoints();

await builder.build().run();
