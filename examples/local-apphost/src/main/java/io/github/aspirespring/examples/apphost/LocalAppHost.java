// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.github.aspirespring.examples.apphost.amqp.AmqpServer;
import io.github.aspirespring.examples.apphost.process.Console;
import io.github.aspirespring.examples.apphost.process.Lifetime;
import io.github.aspirespring.examples.apphost.process.LocalAppHostException;
import io.github.aspirespring.examples.apphost.store.OrdersDatabase;
import io.github.aspirespring.examples.apphost.store.StoredProducts;
import io.github.aspirespring.examples.apphost.telemetry.TelemetryStore;

/**
 * Does what the AppHosts in {@code examples/apphost} describe: starts PostgreSQL
 * ({@code pg}) with two databases ({@code catalog-db} and {@code orders-db}), Redis twice
 * ({@code cache} and {@code views}), RabbitMQ ({@code messaging}), Kafka
 * ({@code events}), the services {@code catalog}, {@code catalog-2} and {@code worker},
 * which reference them, and {@code storefront}, which references both catalogs by the
 * name {@code catalog}. All of them send their telemetry to one place.
 */
public final class LocalAppHost {

	private final Console console;

	private final Lifetime lifetime;

	private final Summary summary;

	private LocalAppHost(Console console, Lifetime lifetime) {
		this.console = console;
		this.lifetime = lifetime;
		this.summary = new Summary(console);
	}

	/**
	 * Runs the application until it is stopped, or once.
	 * @param args see {@link Arguments}
	 */
	public static void main(String[] args) {
		System.exit(run(args));
	}

	private static int run(String[] args) {
		Console console = new Console(System.out);
		Optional<Arguments> arguments = Arguments.parse(args);
		if (arguments.isEmpty()) {
			console.print(Arguments.USAGE);
			return 2;
		}
		try (Lifetime lifetime = new Lifetime(console)) {
			return run(arguments.get(), console, lifetime);
		}
	}

	private static int run(Arguments arguments, Console console, Lifetime lifetime) {
		try {
			new LocalAppHost(console, lifetime).run(arguments);
			return 0;
		}
		catch (LocalAppHostException ex) {
			if (!lifetime.isStopping()) {
				console.print("");
				console.print("FAILED: " + ex.getMessage());
			}
			return 1;
		}
	}

	private void run(Arguments arguments) {
		require("catalog", arguments.catalogJar());
		require("storefront", arguments.storefrontJar());
		require("worker", arguments.workerJar());
		AmqpServer amqp = (arguments.amqp() != null) ? arguments.amqp().require() : AmqpServer.best();
		this.console.print("AMQP is served by " + amqp.type() + ".");
		TelemetryStore telemetry = TelemetryStore.start(arguments.dashboard(), this.lifetime, this.console);
		this.summary.add("dashboard", telemetry.type(), telemetry.address());
		this.console.print("Telemetry goes to the %s at %s.".formatted(telemetry.type(), telemetry.address()));
		Resources resources = Resources.start(amqp, this.lifetime, this.summary, this.console);
		Services services = Services.start(arguments, resources, telemetry.endpoint(arguments.otlp()), this.lifetime,
				this.summary, this.console);
		StoredProducts stored = new StoredProducts(resources.catalogDb(), resources.cache(), resources.views());
		new CatalogExercise(services.catalog().client(), stored, this.console).run();
		new WorkerExercise(services.catalog(), services.worker(), resources, this.console).run();
		new StorefrontExercise(services, stored, new OrdersDatabase(resources.ordersDb()), this.console).run();
		new TelemetryExercise(services, resources, telemetry, this.console).run();
		this.summary.printResources();
		if (arguments.once()) {
			this.console.print("Everything holds. Stopping.");
			return;
		}
		this.console.print("Running. Press Ctrl-C to stop everything.");
		throw new LocalAppHostException(services.awaitFirstExit());
	}

	private static void require(String service, Path jar) {
		if (!Files.isRegularFile(jar)) {
			throw new LocalAppHostException("There is no %s at %s. The script examples/run builds it."
				.formatted(service, jar.toAbsolutePath()));
		}
	}

}
