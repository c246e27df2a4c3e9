// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.aspirespring.boot.Integration.Recognition;
import io.github.aspirespring.boot.Selection;
import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.ConnectionString;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link PostgresIntegration}.
 */
class PostgresRecognitionTests {

	private final PostgresIntegration integration = new PostgresIntegration();

	@ParameterizedTest
	@ValueSource(strings = { "Host=h", "host=h;port=1;username=u;password=p;database=d", "Host=h;SSL Mode=Require",
			"Database=d;Host=h;Multiplexing=true", "postgresql://h/d", "postgres://u:p@h", "POSTGRES://h",
			"jdbc:postgresql://h/d", "JDBC:POSTGRESQL:d" })
	void isCertainAboutItsConnectionStrings(String text) {
		assertThat(recognize(text)).isEqualTo(Recognition.CERTAIN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Server=h;Port=5432;User Id=u;Password=p;Database=d", "Server=h;Database=d",
			"Host=h;Frobnicate=1", "Host=h;Password=a;b=c", "Host=h;Password=\"open", "Username=u;Host=h;Password" })
	void thinksPossibleWhatMayBeAnother(String text) {
		assertThat(recognize(text)).isEqualTo(Recognition.POSSIBLE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "h:5432", "Server=h,1433;Database=d", "Server=tcp:h;Database=d",
			"Server=(localdb)\\x;Database=d", "Server=h\\x;Database=d", "Server=h;Initial Catalog=d",
			"Server=h;Database=d;Trust Server Certificate=true", "Server=h;Database=d;Integrated Security=true",
			"Server=ws://h/rpc;Database=d", "Server=h;User=u;Database=d", "Data Source=h:1521;User Id=u",
			"Endpoint=http://h;Key=k", "Server=h;Password=\"open", "mysql://h/d", "https://h/", "jdbc:mysql://h/d",
			"Database=d;Username=u" })
	void rejectsOtherConnectionStrings(String text) {
		assertThat(recognize(text)).isEqualTo(Recognition.NO);
	}

	@Test
	void lookAtPropertiesFirst() {
		String npgsql = "Host=h;Username=u";
		assertThat(recognize(Map.of("ConnectionStrings__db", npgsql, "DB_URI", "mysql://h"))).isEqualTo(Recognition.NO);
		assertThat(recognize(
				Map.of("ConnectionStrings__db", "Server=h;User Id=u", "DB_JDBCCONNECTIONSTRING", "jdbc:mysql://h")))
			.isEqualTo(Recognition.NO);
		assertThat(recognize(Map.of("ConnectionStrings__db", "Server=h;User Id=u", "DB_URI", "postgres://[bad")))
			.isEqualTo(Recognition.CERTAIN);
		assertThat(recognize(Map.of("DB_HOST", "h", "DB_PORT", "5432"))).isEqualTo(Recognition.NO);
		assertThat(recognize(Map.of("DB_JDBCCONNECTIONSTRING", "jdbc:postgresql://h"))).isEqualTo(Recognition.CERTAIN);
	}

	@Test
	void readsStringWithoutThePasswordThatIsAPropertyToo() {
		assertThat(recognize(Map.of("ConnectionStrings__db", "Host=h;Password=a;b='c", "DB_PASSWORD", "a;b='c")))
			.isEqualTo(Recognition.CERTAIN);
	}

	@Test
	void turnsPoolSizesIntoDefaults() {
		assertThat(defaults("Host=h;Minimum Pool Size=2;MaxPoolSize=20")).containsOnly(
				entry("spring.datasource.hikari.minimum-idle", "2"),
				entry("spring.datasource.hikari.maximum-pool-size", "20"));
		assertThat(defaults("Host=h;Minimum Pool Size=0;Maximum Pool Size=many")).isEmpty();
		assertThat(defaults("postgres://h")).isEmpty();
	}

	@Test
	void leavesOpenWhatTheConnectionDoesNotSay() {
		Connection silent = connection("Host=h");
		assertThat(this.integration.leavesOpen(silent, "spring.datasource.username")).isTrue();
		assertThat(this.integration.leavesOpen(silent, "spring.r2dbc.password")).isTrue();
		Connection explicit = connection("Host=h;Username=u;Password=p");
		assertThat(this.integration.leavesOpen(explicit, "spring.r2dbc.username")).isFalse();
		assertThat(this.integration.leavesOpen(explicit, "spring.datasource.password")).isFalse();
		Connection azure = connection("Host=h.postgres.database.azure.com");
		assertThat(this.integration.leavesOpen(azure, "spring.datasource.username")).isTrue();
		assertThat(this.integration.leavesOpen(azure, "spring.datasource.password")).isFalse();
		assertThat(this.integration.leavesOpen(connection("Host=h;Port=x"), "spring.datasource.username")).isFalse();
	}

	@Test
	void settingsOfTheConnectionAreDefaultsAboveItsConnectionString() {
		PostgresConnectionSettings settings = new PostgresConnectionSettings(true, null, 5, null,
				Duration.ofSeconds(2));
		assertThat(defaults("Host=h;Minimum Pool Size=2;Maximum Pool Size=20", Map.of("db", settings))).containsOnly(
				entry("spring.datasource.hikari.minimum-idle", "2"),
				entry("spring.datasource.hikari.maximum-pool-size", "5"),
				entry("spring.datasource.hikari.connection-timeout", "2000"), entry("spring.r2dbc.pool.max-size", "5"),
				entry("spring.r2dbc.pool.initial-size", "5"), entry("spring.r2dbc.pool.max-acquire-time", "PT2S"));
	}

	private Recognition recognize(String text) {
		return this.integration.recognize(connection(text));
	}

	private Recognition recognize(Map<String, String> variables) {
		return this.integration
			.recognize(Objects.requireNonNull(AspireEnvironment.of(variables).connections().find("db")));
	}

	private Map<String, Object> defaults(String text) {
		return defaults(text, Map.of());
	}

	private Map<String, Object> defaults(String text, Map<String, PostgresConnectionSettings> settings) {
		return this.integration.defaults(Selection.of(this.integration, connection(text),
				new PostgresProperties(true, null, null, null, settings)));
	}

	private static Connection connection(String text) {
		return Connection.of("db", new ConnectionString("ConnectionStrings__db", text));
	}

}
