// SPDX-License-Identifier: Apache-2.0

#:sdk Aspire.AppHost.Sdk@13.6.0
#:package Aspire.Hosting.Java@13.6.0-preview.1.26479.8
#:package Aspire.Hosting.PostgreSQL@13.6.0
#:package Aspire.Hosting.Redis@13.6.0
#:property AspireUseCliBundle=true

var builder = DistributedApplication.CreateBuilder(args);

var database = builder.AddPostgres("pg").AddDatabase("catalog-db");

var cache = builder.AddRedis("cache");

// Finds the pom.xml and the Maven wrapper above it, and runs spring-boot:run on a port of its choice.
builder.AddSpringBootApp("catalog", "../../catalog")
    .WithReference(database)
    .WithReference(cache)
    // Flyway migrates the database while the service starts, so both have to be there before.
    .WaitFor(database)
    .WaitFor(cache)
    .WithHttpHealthCheck("/actuator/health")
    .WithExternalHttpEndpoints();

builder.Build().Run();
