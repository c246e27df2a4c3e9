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
const addCatalog = (name: string) => builder.addSpringBootApp(name, "../../catalog")
    // gRPC has a port of its own.
    .withHttpEndpoint({ name: "grpc", env: "SPRING_GRPC_SERVER_PORT" })
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
    .withHttpHealthCheck({ path: "/health" });

// Two resources, as only .NET projects have replicas. Maven builds them in one folder, so one after the other.
const catalog = await addCatalog("catalog");
const otherCatalog = await addCatalog("catalog-2")
    .waitFor(catalog);

// To the storefront, both are the service "catalog".
await builder.addSpringBootApp("storefront", "../../storefront")
    .withReference(catalog)
    .withReference(otherCatalog, { name: "catalog" })
    .waitFor(catalog)
    .withHttpHealthCheck({ path: "/health" })
    .withExternalHttpEndpoints();

// Nobody calls the worker but the AppHost, which asks for its health.
await builder.addSpringBootApp("worker", "../../worker")
    .withReference(ordersDatabase)
    .withReference(messaging)
    .withReference(events)
    .waitFor(ordersDatabase)
    .waitFor(messaging)
    .waitFor(events)
    .withHttpHealthCheck({ path: "/health" });

await builder.build().run();
