// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import io.github.aspirespring.test.TestCertificates;

/**
 * A real PostgreSQL that checks the passwords of everybody but its superuser.
 */
final class PostgresServer implements AutoCloseable {

	private static final String ACCESS = """
			host all postgres 127.0.0.1/32 trust
			host all postgres ::1/128 trust
			%s all all all scram-sha-256
			""";

	private final EmbeddedPostgres postgres;

	private PostgresServer(EmbeddedPostgres postgres) {
		this.postgres = postgres;
	}

	/**
	 * Starts a server at a free port.
	 */
	static PostgresServer start() {
		return start(builder("host"));
	}

	/**
	 * Starts a server at a port.
	 */
	static PostgresServer startAt(int port) {
		return start(builder("host").setPort(port));
	}

	/**
	 * Starts a server that lets nobody but its superuser in without TLS.
	 * @param certificates the certificate of the server and its authority
	 */
	static PostgresServer startWithTls(TestCertificates certificates) {
		return start(builder("hostssl").setServerConfig("ssl", "on")
			.setServerConfig("ssl_cert_file", certificates.certificate().toString())
			.setServerConfig("ssl_key_file", certificates.key().toString()));
	}

	int port() {
		return this.postgres.getPort();
	}

	/**
	 * Creates a user and a database that belongs to it.
	 */
	PostgresServer with(String user, String password, String database) {
		execute("create role " + identifier(user) + " login password '" + password.replace("'", "''") + "'");
		execute("create database " + identifier(database) + " owner " + identifier(user));
		return this;
	}

	/**
	 * Executes a statement as superuser.
	 */
	void execute(String statement) {
		try (Connection connection = this.postgres.getPostgresDatabase().getConnection();
				Statement statements = connection.createStatement()) {
			statements.execute(statement);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.postgres.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static EmbeddedPostgres.Builder builder(String kindOfAccess) {
		return EmbeddedPostgres.builder()
			.setServerConfig("password_encryption", "scram-sha-256")
			.setDataDirectoryCustomizer((folder) -> allowAccess(folder, ACCESS.formatted(kindOfAccess)));
	}

	private static PostgresServer start(EmbeddedPostgres.Builder builder) {
		try {
			return new PostgresServer(builder.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void allowAccess(File folder, String access) {
		try {
			Files.writeString(Path.of(folder.getPath(), "pg_hba.conf"), access);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String identifier(String name) {
		return '"' + name.replace("\"", "\"\"") + '"';
	}

}
