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
var addCatalog = (string name) => builder.AddSpringBootApp(name, "../../catalog")
    // gRPC has a port of its own.
    .WithHttpEndpoint(name: "grpc", env: "SPRING_GRPC_SERVER_PORT")
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
    .WithHttpHealthCheck("/health");

// Two resources, as only .NET projects have replicas. Maven builds them in one folder, so one after the other.
var catalog = addCatalog("catalog");
var otherCatalog = addCatalog("catalog-2")
    .WaitFor(catalog);

// To the storefront, both are the service "catalog".
builder.AddSpringBootApp("storefront", "../../storefront")
    .WithReference(catalog)
    .WithReference(otherCatalog, "catalog")
    .WaitFor(catalog)
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints();

// Nobody calls the worker but the AppHost, which asks for its health.
builder.AddSpringBootApp("worker", "../../worker")
    .WithReference(ordersDatabase)
    .WithReference(messaging)
    .WithReference(events)
    .WaitFor(ordersDatabase)
    .WaitFor(messaging)
    .WaitFor(events)
    .WithHttpHealthCheck("/health");

builder.Build().Run();
