// SPDX-License-Identifier: Apache-2.0

import { createBuilder } from './.aspire/modules/aspire.mjs';

const builder = await createBuilder();

const postgres = await builder.addPostgres("pg");
const catalogDatabase = await postgres.addDatabase("catalog-db");
const ordersDatabase = await postgres.addDatabase("orders-db");

const cache = await builder.addRedis("cache");
const views = await builder.addRedis("views");

const messaging = await builder.addRabbitMQ("messaging");

const events = await builder.addKafka("events");

// Finds the pom.xml and the Maven wrapper above it, and runs spring-boot:run on a port of its choice.
await builder.addSpringBootApp("catalog", "../../catalog")
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
    .withHttpHealthCheck({ path: "/actuator/health" })
    .withExternalHttpEndpoints();

// Nobody calls the worker but the AppHost, which asks for its health.
await builder.addSpringBootApp("worker", "../../worker")
    .withReference(ordersDatabase)
    .withReference(messaging)
    .withReference(events)
    .waitFor(ordersDatabase)
    .waitFor(messaging)
    .waitFor(events)
    .withHttpHealthCheck({ path: "/actuator/health" });

await builder.build().run();
