// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.r2dbc.spi.ConnectionFactoryOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.boot.test.context.FilteredClassLoader;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.Integration.Recognition;
import io.github.aspirespring.postgres.HostingVectors.Vector;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what becomes of everything that AppHosts inject, PostgreSQL and others.
 */
class PostgresVectorsTests {

	private static final String POSTGRES = """
			v073 | postgres      | localhost             | 5432  | pgadmin      | p@ssw0rd1              | -
			v074 | postgresDb    | localhost             | 5432  | pgadmin      | p@ssw0rd1              | Customers
			v147 | db            | postgres.dev.internal | 2000  | postgres     | Xy7-_.{}~()*+!aB9Qw2   | db
			v202 | postgres      | localhost             | 2000  | postgres     | p@ssw0rd1              | -
			v203 | postgres      | localhost             | 2000  | user1        | Zk4-_.{}~()*+!wM7tRb9Q | -
			v221 | postgres-data | localhost             | 12455 | user1        | p@ssw0rd1              | -
			v222 | db1           | localhost             | 12455 | user1        | p@ssw0rd1              | db1
			v223 | db2           | localhost             | 12455 | user1        | p@ssw0rd1              | db2Name
			v336 | pg            | localhost             | 50432 | postgres     | Zk4-_.{}~()*+!wM7tRb9Q | -
			v338 | pg            | pg                    | 5432  | postgres     | Zk4-_.{}~()*+!wM7tRb9Q | -
			v339 | pg            | pg-service            | 5432  | postgres     | Zk4-_.{}~()*+!wM7tRb9Q | -
			v341 | orders-db     | pg.dev.internal       | 5432  | postgres     | Zk4-_.{}~()*+!wM7tRb9Q | orders
			v342 | orders-db     | pg                    | 5432  | postgres     | Zk4-_.{}~()*+!wM7tRb9Q | orders
			v415 | db            | localhost             | 5432  | my user@corp | p@ssw0rd1              | My Db#1
			v420 | db            | localhost             | 5432  | postgres     | pw                     | o'brien
			v421 | db            | localhost             | 5432  | postgres     | pw                     | a"b
			v422 | db            | localhost             | 5432  | postgres     | pw                     | x;y
			v423 | db            | localhost             | 5432  | postgres     | pw                     | a=b
			v424 | db            | localhost             | 5432  | postgres     | pw                     | ` lead`
			v426 | Orders-DB     | localhost             | 5432  | postgres     | pw                     | orders
			v427 | db.primary    | localhost             | 5432  | postgres     | pw                     | orders
			v428 | 1st-db        | localhost             | 5432  | postgres     | pw                     | orders
			v429 | ``            | localhost             | 5432  | postgres     | pw                     | orders
			v431 | orders-db     | localhost             | 5432  | postgres     | pw                     | orders
			v434 | orders_db     | localhost             | 5432  | postgres     | pw                     | orders
			v435 | My-Orders-DB  | localhost             | 5432  | postgres     | pw                     | orders
			v436 | My_Orders_DB  | localhost             | 5432  | postgres     | pw                     | orders
			v437 | ordersdb      | localhost             | 5432  | postgres     | pw                     | orders
			v439 | a_b_c         | localhost             | 5432  | postgres     | pw                     | orders
			v440 | orders-db     | localhost             | 5432  | postgres     | pw                     | orders
			v444 | management    | localhost             | 5432  | postgres     | pw                     | x
			v446 | db            | localhost             | 5432  | postgres     | pw                     | orders
			v447 | db            | localhost             | 5432  | postgres     | pw                     | orders
			v480 | orders-db     | localhost             | 51002 | postgres     | Zk4-_.{}~()*+!wM7tRb9Q | orders
			v482 | ordersdb      | localhost             | 5432  | postgres     | p@ssw0rd1              | ordersdb
			""";

	private final AspireContextRunner runner = new AspireContextRunner()
		.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class,
				AspirePostgresJdbcAutoConfiguration.class, AspirePostgresR2dbcAutoConfiguration.class));

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = POSTGRES)
	void connectsToPostgres(String id, String name, String host, String port, String username, String password,
			@Nullable String database) {
		runner(id).run((context) -> {
			assertThat(context).hasNotFailed();
			JdbcConnectionDetails jdbc = context.getBean(JdbcConnectionDetails.class);
			assertThat(jdbc.getUsername()).isEqualTo(username);
			assertThat(jdbc.getPassword()).isEqualTo(password);
			Map<String, String> parsed = ParsedUrl.of(jdbc.getJdbcUrl(), username);
			assertThat(parsed).containsEntry("PGHOST", host)
				.containsEntry("PGPORT", port)
				.containsEntry("PGDBNAME", (database != null) ? database : username)
				.doesNotContainKeys("password", "authenticationPluginClassName");
			ConnectionFactoryOptions r2dbc = context.getBean(R2dbcConnectionDetails.class)
				.getConnectionFactoryOptions();
			assertThat(r2dbc.getValue(ConnectionFactoryOptions.HOST)).isEqualTo(host);
			assertThat(r2dbc.getValue(ConnectionFactoryOptions.PORT)).isEqualTo(Integer.valueOf(port));
			assertThat(r2dbc.getValue(ConnectionFactoryOptions.USER)).isEqualTo(username);
			assertThat(r2dbc.getValue(ConnectionFactoryOptions.PASSWORD)).isEqualTo(password);
			assertThat(r2dbc.getValue(ConnectionFactoryOptions.DATABASE)).isEqualTo(database);
		});
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = POSTGRES)
	void agreesWithWhatTheVectorStates(String id, String name, String host, String port, String username,
			String password, @Nullable String database) {
		Map<String, String> expected = new TreeMap<>(
				Map.of("host", host, "port", port, "username", username, "password", password));
		if (database != null) {
			expected.put("database", database);
		}
		assertThat(vector(id).expectations()).satisfiesAnyOf((expectations) -> assertThat(expectations).isEmpty(),
				(expectations) -> assertThat(expectations).isEqualTo(expected));
	}

	@Test
	void asksForTokenWhereAzureHasNoPassword() {
		runner("v065").withClassLoader(new FilteredClassLoader(PostgresConnection.ENTRA_PLUGIN))
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOf(EntraTokenException.class));
	}

	@Test
	void recognisesPostgresAndNothingElse() {
		Set<String> expected = new TreeSet<>(Set.of("v065 database"));
		POSTGRES.lines()
			.map((line) -> line.split("\\s*\\|\\s*"))
			.forEach((row) -> expected.add(row[0].strip() + " " + row[1].replace("`", "")));
		assertThat(recognized(Recognition.CERTAIN)).containsExactlyElementsOf(expected);
	}

	@Test
	void thinksConnectionStringsPossibleThatNameNoTechnology() {
		assertThat(recognized(Recognition.POSSIBLE)).containsExactly("v130 resource", "v131 resource", "v133 bob",
				"v209 mysql");
	}

	private AspireContextRunner runner(String id) {
		AspireContextRunner runner = this.runner;
		for (Map.Entry<String, String> variable : vector(id).variables().entrySet()) {
			runner = runner.withVariable(variable.getKey(), variable.getValue());
		}
		return runner;
	}

	private static Vector vector(String id) {
		Vector vector = HostingVectors.all().get(id);
		assertThat(vector).as(id).isNotNull();
		return vector;
	}

	private static Set<String> recognized(Recognition recognition) {
		Set<String> names = new TreeSet<>();
		HostingVectors.connections().forEach((name, connection) -> {
			if (new PostgresIntegration().recognize(connection) == recognition) {
				names.add(name);
			}
		});
		return names;
	}

}
