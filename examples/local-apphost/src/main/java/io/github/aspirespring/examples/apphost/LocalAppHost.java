// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.github.aspirespring.examples.apphost.amqp.AmqpServer;
import io.github.aspirespring.examples.apphost.model.ReferencedResource;
import io.github.aspirespring.examples.apphost.process.ChildProcess;
import io.github.aspirespring.examples.apphost.process.Console;
import io.github.aspirespring.examples.apphost.process.Lifetime;
import io.github.aspirespring.examples.apphost.process.LocalAppHostException;

/**
 * Does what the AppHosts in {@code examples/apphost} describe: starts PostgreSQL
 * ({@code pg}) with two databases ({@code catalog-db} and {@code orders-db}), Redis twice
 * ({@code cache} and {@code views}), RabbitMQ ({@code messaging}), Kafka
 * ({@code events}), and the services {@code catalog} and {@code worker}, which reference
 * them.
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
		Path catalogJar = require("catalog", arguments.catalogJar());
		Path workerJar = require("worker", arguments.workerJar());
		AmqpServer amqp = (arguments.amqp() != null) ? arguments.amqp().require() : AmqpServer.best();
		this.console.print("AMQP is served by " + amqp.type() + ".");
		Resources resources = Resources.start(amqp, this.lifetime, this.summary, this.console);
		Service catalog = start("catalog", catalogJar, resources.catalogDb(), resources.cache(), resources.views(),
				resources.messaging(), resources.events());
		Service worker = start("worker", workerJar, resources.ordersDb(), resources.messaging(), resources.events());
		catalog.awaitHealthy();
		worker.awaitHealthy();
		this.summary.add("catalog", "Spring Boot", catalog.endpoint() + "/products");
		this.summary.add("worker", "Spring Boot", worker.endpoint() + "/actuator/health");
		new CatalogExercise(catalog.client(),
				new StoredProducts(resources.catalogDb(), resources.cache(), resources.views()), this.console)
			.run();
		new WorkerExercise(catalog, worker, resources, this.console).run();
		this.summary.printResources();
		if (arguments.once()) {
			this.console.print("Everything holds. Stopping.");
			return;
		}
		this.console.print("Running. Press Ctrl-C to stop everything.");
		throw new LocalAppHostException(ChildProcess.awaitFirstExit(catalog.process(), worker.process()));
	}

	private Service start(String name, Path jar, ReferencedResource... references) {
		return this.lifetime.start(() -> Service.start(name, jar, this.summary, this.console, references));
	}

	private static Path require(String service, Path jar) {
		if (!Files.isRegularFile(jar)) {
			throw new LocalAppHostException("There is no %s at %s. The script examples/run builds it."
				.formatted(service, jar.toAbsolutePath()));
		}
		return jar;
	}

}
