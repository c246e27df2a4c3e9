// SPDX-License-Identifier: Apache-2.0

#:sdk Aspire.AppHost.Sdk@13.6.0
#:package Aspire.Hosting.Java@13.6.0-preview.1.26479.8
#:package Aspire.Hosting.Kafka@13.6.0
#:package Aspire.Hosting.PostgreSQL@13.6.0
#:package Aspire.Hosting.RabbitMQ@13.6.0
#:package Aspire.Hosting.Redis@13.6.0
#:property AspireUseCliBundle=true

var builder = DistributedApplication.CreateBuilder(args);

var postgres = builder.AddPostgres("pg");
var catalogDatabase = postgres.AddDatabase("catalog-db");
var ordersDatabase = postgres.AddDatabase("orders-db");

var cache = builder.AddRedis("cache");
var views = builder.AddRedis("views");

var messaging = builder.AddRabbitMQ("messaging");

var events = builder.AddKafka("events");

// Finds the pom.xml and the Maven wrapper above it, and runs spring-boot:run on a port of its choice.
builder.AddSpringBootApp("catalog", "../../catalog")
    .WithReference(catalogDatabase)
    .WithReference(cache)
    .WithReference(views)
    .WithReference(messaging)
    .WithReference(events)
    // Flyway migrates the database while the service starts, so everything has to be there before.
    .WaitFor(catalogDatabase)
    .WaitFor(cache)
    .WaitFor(views)
    .WaitFor(messaging)
    .WaitFor(events)
    .WithHttpHealthCheck("/actuator/health")
    .WithExternalHttpEndpoints();

// Nobody calls the worker but the AppHost, which asks for its health.
builder.AddSpringBootApp("worker", "../../worker")
    .WithReference(ordersDatabase)
    .WithReference(messaging)
    .WithReference(events)
    .WaitFor(ordersDatabase)
    .WaitFor(messaging)
    .WaitFor(events)
    .WithHttpHealthCheck("/actuator/health");

builder.Build().Run();
