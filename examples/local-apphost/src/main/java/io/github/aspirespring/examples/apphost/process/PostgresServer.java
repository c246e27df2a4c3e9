// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import org.postgresql.PGConnection;

import io.github.aspirespring.examples.apphost.model.PostgresDatabase;

/**
 * A real PostgreSQL server that wants a password (SCRAM-SHA-256), as the container of an
 * AppHost does.
 */
public final class PostgresServer implements AutoCloseable {

	private static final String USER = "postgres";

	private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

	private final String name;

	private final String password;

	private final EmbeddedPostgres server;

	private PostgresServer(String name, String password, EmbeddedPostgres server) {
		this.name = name;
		this.password = password;
		this.server = server;
	}

	/**
	 * Starts a server on a free port of this machine.
	 * @param name the name of the resource
	 * @param password the password of the user {@code postgres}
	 * @param folder the folder for its data
	 * @param console where its output goes
	 * @return the server, ready for clients
	 * @throws LocalAppHostException if there is no PostgreSQL for this machine or it does
	 * not start
	 */
	public static PostgresServer start(String name, String password, RunFolder folder, Console console) {
		JavaLogging.redirect("io.zonky.test", (line) -> console.print(name, line));
		requireUserThatCanRunPostgres(folder);
		Path data = folder.path().resolve(name);
		try {
			Path passwordFile = Files.writeString(folder.path().resolve("password"), password);
			EmbeddedPostgres server = EmbeddedPostgres.builder()
				.setDataDirectory(data)
				.setRegisterShutdownHook(false)
				.setPGStartupWait(START_TIMEOUT)
				// Locale settings are the only door to initdb's arguments: each becomes
				// --key=value, behind the library's own "trust", and the last one counts
				.setLocaleConfig("auth", "scram-sha-256")
				.setLocaleConfig("pwfile", passwordFile.toString())
				.setConnectConfig("password", password)
				.start();
			Files.delete(passwordFile);
			return new PostgresServer(name, password, server);
		}
		catch (IOException | RuntimeException ex) {
			stopHalfStarted(data);
			throw new LocalAppHostException(name + " did not start; its last lines are above.", ex);
		}
	}

	/**
	 * Creates a database, named as its resource is.
	 * @param resourceName the name of the resource
	 * @return the resource services can reference
	 */
	public PostgresDatabase createDatabase(String resourceName) {
		try (Connection connection = this.server.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			String identifier = connection.unwrap(PGConnection.class).escapeIdentifier(resourceName);
			statement.execute("create database " + identifier);
			return new PostgresDatabase(resourceName, "localhost", port(), USER, this.password, resourceName);
		}
		catch (SQLException ex) {
			throw new LocalAppHostException("%s could not be created on %s.".formatted(resourceName, this.name), ex);
		}
	}

	/**
	 * Returns the port the server listens on.
	 * @return the port
	 */
	public int port() {
		return this.server.getPort();
	}

	/**
	 * Stops the server and deletes its data.
	 * @throws IOException if it does not stop
	 */
	@Override
	public void close() throws IOException {
		this.server.close();
	}

	@Override
	public String toString() {
		return "%s (PostgreSQL at localhost:%d)".formatted(this.name, port());
	}

	private static void requireUserThatCanRunPostgres(RunFolder folder) {
		if (isOwnedByRoot(folder.path()) && !LinuxUtils.isUnshareAvailable()) {
			throw new LocalAppHostException("""
					PostgreSQL refuses to run as root, and this machine does not let root step down with \
					"unshare -U". Run this as another user.""");
		}
	}

	private static void stopHalfStarted(Path data) {
		// The library gives up on a server that starts too slowly, but leaves it running
		try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
			lines.findFirst().map(Long::valueOf).flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroy);
		}
		catch (IOException ex) {
			// No such file, no such server
		}
	}

	private static boolean isOwnedByRoot(Path folder) {
		try {
			return Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"));
		}
		catch (IOException | UnsupportedOperationException | IllegalArgumentException ex) {
			return false;
		}
	}

}
