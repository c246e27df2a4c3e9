// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.examples.apphost.amqp.AmqpServer;

/**
 * What was asked for on the command line.
 *
 * @param catalogJar the executable jar of the catalog
 * @param storefrontJar the executable jar of the storefront
 * @param workerJar the executable jar of the worker
 * @param amqp what has to serve AMQP, or {@code null} for the best this machine has
 * @param once whether to end after the services were exercised
 */
record Arguments(Path catalogJar, Path storefrontJar, Path workerJar, @Nullable AmqpServer amqp, boolean once) {

	static final String USAGE = """
			Usage: local-apphost [--once] [--amqp=SERVER] [--catalog-jar=FILE] [--storefront-jar=FILE] [--worker-jar=FILE]

			  --once                 exercise the services, then stop and exit: 0 if everything holds, else 1
			  --amqp=SERVER          what serves AMQP: installed (RabbitMQ on this machine), docker (RabbitMQ in a
			                         container) or embedded (Apache Qpid); by default the first of them there is
			  --catalog-jar=FILE     the catalog's executable jar (default: examples/catalog/target/catalog.jar)
			  --storefront-jar=FILE  the storefront's (default: examples/storefront/target/storefront.jar)
			  --worker-jar=FILE      the worker's (default: examples/worker/target/worker.jar)
			""";

	private static final String CATALOG_JAR = "--catalog-jar=";

	private static final String STOREFRONT_JAR = "--storefront-jar=";

	private static final String WORKER_JAR = "--worker-jar=";

	private static final String AMQP = "--amqp=";

	private static final Arguments DEFAULT = new Arguments(Path.of("examples", "catalog", "target", "catalog.jar"),
			Path.of("examples", "storefront", "target", "storefront.jar"),
			Path.of("examples", "worker", "target", "worker.jar"), null, false);

	/**
	 * Reads the command line.
	 * @param args the arguments
	 * @return what they ask for, or empty if they need to be explained
	 */
	static Optional<Arguments> parse(String... args) {
		Optional<Arguments> arguments = Optional.of(DEFAULT);
		for (String arg : args) {
			arguments = arguments.flatMap((before) -> before.with(arg));
		}
		return arguments;
	}

	private Optional<Arguments> with(String arg) {
		if (arg.equals("--once")) {
			return Optional.of(new Arguments(this.catalogJar, this.storefrontJar, this.workerJar, this.amqp, true));
		}
		if (arg.startsWith(CATALOG_JAR)) {
			Path jar = Path.of(arg.substring(CATALOG_JAR.length()));
			return Optional.of(new Arguments(jar, this.storefrontJar, this.workerJar, this.amqp, this.once));
		}
		if (arg.startsWith(STOREFRONT_JAR)) {
			Path jar = Path.of(arg.substring(STOREFRONT_JAR.length()));
			return Optional.of(new Arguments(this.catalogJar, jar, this.workerJar, this.amqp, this.once));
		}
		if (arg.startsWith(WORKER_JAR)) {
			Path jar = Path.of(arg.substring(WORKER_JAR.length()));
			return Optional.of(new Arguments(this.catalogJar, this.storefrontJar, jar, this.amqp, this.once));
		}
		if (arg.startsWith(AMQP)) {
			return AmqpServer.named(arg.substring(AMQP.length()))
				.map((server) -> new Arguments(this.catalogJar, this.storefrontJar, this.workerJar, server, this.once));
		}
		return Optional.empty();
	}

}
