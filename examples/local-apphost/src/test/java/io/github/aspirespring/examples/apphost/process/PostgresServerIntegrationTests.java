// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.process;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

import io.github.aspirespring.examples.apphost.model.PasswordGenerator;
import io.github.aspirespring.examples.apphost.model.PostgresDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PostgresServer} with a real server.
 */
@TestInstance(Lifecycle.PER_CLASS)
class PostgresServerIntegrationTests {

	private final Console console = new Console(System.out);

	private final String password = this.console.hide(new PasswordGenerator().withSpecialCharacters());

	private PostgresServer server;

	private PostgresDatabase database;

	@BeforeAll
	void start(@TempDir Path folder) {
		this.server = PostgresServer.start("pg", this.password, new RunFolder(folder), this.console);
		this.database = this.server.createDatabase("catalog-db");
	}

	@AfterAll
	void stop() throws IOException {
		this.server.close();
	}

	@Test
	void databaseIsThereUnderTheNameOfItsResource() throws SQLException {
		assertThat(query("select current_database()")).isEqualTo("catalog-db");
	}

	@Test
	void passwordIsStoredAsScramVerifier() throws SQLException {
		assertThat(query("select rolpassword from pg_authid where rolname = 'postgres'")).startsWith("SCRAM-SHA-256$");
	}

	@Test
	void noWayInIsOpenToEveryone() throws SQLException {
		assertThat(query("select count(*) from pg_hba_file_rules where auth_method <> 'scram-sha-256'")).isEqualTo("0");
	}

	@Test
	void wrongPasswordIsRefused() {
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> DriverManager.getConnection(this.database.jdbcUrl(), "postgres", "wrong").close())
			.extracting(SQLException::getSQLState)
			.isEqualTo("28P01");
	}

	private String query(String sql) throws SQLException {
		try (Connection connection = DriverManager.getConnection(this.database.jdbcUrl(), this.database.userName(),
				this.password);
				Statement statement = connection.createStatement();
				ResultSet result = statement.executeQuery(sql)) {
			assertThat(result.next()).isTrue();
			return result.getString(1);
		}
	}

}
