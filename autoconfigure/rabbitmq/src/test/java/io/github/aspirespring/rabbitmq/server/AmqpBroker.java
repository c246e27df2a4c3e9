// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.test.TestCertificates;
import io.github.aspirespring.test.TestPorts;

/**
 * The broker that serves the tests: the one that the system property
 * {@code aspire.test.rabbitmq.url} names, else RabbitMQ if it is installed, else Apache
 * Qpid in this JVM. {@code -Daspire.test.rabbitmq.installed=false} hides an installed
 * RabbitMQ.
 */
interface AmqpBroker extends AutoCloseable {

	/**
	 * The user that every broker of the tests has.
	 */
	String USERNAME = "guest";

	/**
	 * A password with every punctuation character.
	 */
	String PASSWORD = "a" + IntStream.rangeClosed(' ', '~')
		.filter((character) -> !Character.isLetterOrDigit(character))
		.mapToObj(Character::toString)
		.collect(Collectors.joining()) + "z";

	/**
	 * The second virtual host that every broker of the tests has.
	 */
	String VIRTUAL_HOST = "team";

	/**
	 * Returns a broker for tests that leave it running.
	 */
	static AmqpBroker shared() {
		return Shared.BROKER;
	}

	/**
	 * Starts a broker of the test's own, as {@link #shared()} would.
	 * @param port the port for connections without TLS
	 */
	static AmqpBroker startAt(int port) {
		return RabbitServer.isInstalled() ? RabbitServer.startAt(port) : QpidBroker.startAt(port);
	}

	/**
	 * Returns the certificates of all brokers that the tests start.
	 */
	static TestCertificates certificates() {
		return Certificates.CERTIFICATES;
	}

	/**
	 * Returns what this is, for people.
	 */
	String kind();

	default String host() {
		return "localhost";
	}

	int port();

	/**
	 * Returns the port for TLS, or 0 if the broker has none.
	 */
	int tlsPort();

	default String username() {
		return USERNAME;
	}

	default String password() {
		return PASSWORD;
	}

	/**
	 * Returns the certificate of the authority that TLS needs.
	 */
	default String authority() {
		return certificates().authority().toString();
	}

	@Override
	void close();

	/**
	 * The broker that {@code aspire.test.rabbitmq.url} names.
	 *
	 * @param uri its URI
	 */
	record Remote(ConnectionUri uri) implements AmqpBroker {

		@Override
		public String kind() {
			return "the broker at " + this.uri.hosts();
		}

		@Override
		public String host() {
			return this.uri.hosts().get(0).host();
		}

		@Override
		public int port() {
			return this.uri.hosts().get(0).withDefaultPort(5672).port();
		}

		@Override
		public int tlsPort() {
			return 0;
		}

		@Override
		public String username() {
			return orGuest(this.uri.username());
		}

		@Override
		public String password() {
			return orGuest(this.uri.password());
		}

		@Override
		public void close() {
			// It is not ours
		}

		private static String orGuest(@Nullable String value) {
			return (value != null) ? value : "guest";
		}

	}

	/**
	 * The broker that tests in another class loader have started.
	 */
	record Started(int port, int tlsPort, String authority) implements AmqpBroker {

		@Override
		public String kind() {
			return "the broker of other tests";
		}

		@Override
		public void close() {
			// The others close it
		}

	}

	/**
	 * The certificates of this JVM, until it ends.
	 */
	final class Certificates {

		private static final TestCertificates CERTIFICATES = create();

		private Certificates() {
		}

		private static TestCertificates create() {
			try {
				Path folder = Files.createTempDirectory("amqp-certificates");
				Runtime.getRuntime()
					.addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(folder.toFile())));
				return TestCertificates.create(folder, "dns:localhost");
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	/**
	 * The broker of this JVM, until it ends.
	 */
	final class Shared {

		private static final String PROPERTY = "test.amqp.";

		private static final AmqpBroker BROKER = start();

		private Shared() {
		}

		private static AmqpBroker start() {
			Integer port = Integer.getInteger(PROPERTY + "port");
			if (port != null) {
				return new Started(port, Integer.getInteger(PROPERTY + "tls-port", 0),
						System.getProperty(PROPERTY + "authority", ""));
			}
			String property = "aspire.test.rabbitmq.url";
			String url = System.getProperty(property, "");
			AmqpBroker broker = url.isEmpty() ? startAt(TestPorts.free())
					: new Remote(ConnectionUri.parse(property, url));
			if (url.isEmpty()) {
				System.setProperty(PROPERTY + "port", String.valueOf(broker.port()));
				System.setProperty(PROPERTY + "tls-port", String.valueOf(broker.tlsPort()));
				System.setProperty(PROPERTY + "authority", broker.authority());
			}
			System.out.println("The tests run against " + broker.kind());
			Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
			return broker;
		}

	}

}
