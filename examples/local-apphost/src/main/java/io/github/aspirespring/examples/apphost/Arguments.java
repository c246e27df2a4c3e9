// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.examples.apphost.amqp.AmqpServer;
import io.github.aspirespring.examples.apphost.telemetry.OtlpProtocol;

/**
 * What was asked for on the command line.
 *
 * @param catalogJar the executable jar of the catalog
 * @param storefrontJar the executable jar of the storefront
 * @param workerJar the executable jar of the worker
 * @param amqp what has to serve AMQP, or {@code null} for the best this machine has
 * @param otlp how the services send their telemetry
 * @param dashboard whether to fetch the dashboard where there is none
 * @param once whether to end after the services were exercised
 */
record Arguments(Path catalogJar, Path storefrontJar, Path workerJar, @Nullable AmqpServer amqp, OtlpProtocol otlp,
		boolean dashboard, boolean once) {

	static final String USAGE = """
			Usage: local-apphost [--once] [--dashboard] [--otlp=PROTOCOL] [--amqp=SERVER]
			                     [--catalog-jar=FILE] [--storefront-jar=FILE] [--worker-jar=FILE]

			  --once                 exercise the services, then stop and exit: 0 if everything holds, else 1
			  --dashboard            start the Aspire dashboard, and have npm fetch it (130 MB, once) if the Aspire CLI
			                         is not on the PATH; without, it is started only if the CLI is
			  --otlp=PROTOCOL        how telemetry is sent: grpc (the default, as with an AppHost) or http
			  --amqp=SERVER          what serves AMQP: installed (RabbitMQ on this machine), docker (RabbitMQ in a
			                         container) or embedded (Apache Qpid); by default the first of them there is
			  --catalog-jar=FILE     the catalog's executable jar (default: examples/catalog/target/catalog.jar)
			  --storefront-jar=FILE  the storefront's (default: examples/storefront/target/storefront.jar)
			  --worker-jar=FILE      the worker's (default: examples/worker/target/worker.jar)
			""";

	private static final Arguments DEFAULT = new Arguments(jar("catalog"), jar("storefront"), jar("worker"), null,
			OtlpProtocol.GRPC, false, false);

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
		int value = arg.indexOf('=') + 1;
		return (value > 0) ? with(arg.substring(0, value), arg.substring(value)) : withFlag(arg);
	}

	private Optional<Arguments> withFlag(String name) {
		return switch (name) {
			case "--once" -> Optional.of(new Arguments(this.catalogJar, this.storefrontJar, this.workerJar, this.amqp,
					this.otlp, this.dashboard, true));
			case "--dashboard" -> Optional.of(new Arguments(this.catalogJar, this.storefrontJar, this.workerJar,
					this.amqp, this.otlp, true, this.once));
			default -> Optional.empty();
		};
	}

	private Optional<Arguments> with(String name, String value) {
		return switch (name) {
			case "--catalog-jar=" -> Optional.of(new Arguments(Path.of(value), this.storefrontJar, this.workerJar,
					this.amqp, this.otlp, this.dashboard, this.once));
			case "--storefront-jar=" -> Optional.of(new Arguments(this.catalogJar, Path.of(value), this.workerJar,
					this.amqp, this.otlp, this.dashboard, this.once));
			case "--worker-jar=" -> Optional.of(new Arguments(this.catalogJar, this.storefrontJar, Path.of(value),
					this.amqp, this.otlp, this.dashboard, this.once));
			case "--amqp=" -> AmqpServer.named(value)
				.map((server) -> new Arguments(this.catalogJar, this.storefrontJar, this.workerJar, server, this.otlp,
						this.dashboard, this.once));
			case "--otlp=" -> OtlpProtocol.named(value)
				.map((protocol) -> new Arguments(this.catalogJar, this.storefrontJar, this.workerJar, this.amqp,
						protocol, this.dashboard, this.once));
			default -> Optional.empty();
		};
	}

	private static Path jar(String service) {
		return Path.of("examples", service, "target", service + ".jar");
	}

}
