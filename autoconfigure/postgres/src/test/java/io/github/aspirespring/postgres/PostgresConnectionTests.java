// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link PostgresConnection} and {@link PostgresUri}.
 */
class PostgresConnectionTests {

	@Test
	void prefersPropertiesToStringToUriToJdbcUrl() {
		Map<String, String> uriAndJdbc = Map.of("DB_URI", "postgresql://u3:p3@h3:3/d3", "DB_JDBCCONNECTIONSTRING",
				"jdbc:postgresql://h4:4/d4?user=u4&password=p4");
		assertThat(read(
				Map.of("DB_HOST", "h1", "DB_PORT", "1", "DB_USERNAME", "u1", "DB_PASSWORD", "p1", "DB_DATABASENAME",
						"d1", "ConnectionStrings__db", "Host=h2;Port=2;Username=u2;Password=p2;Database=d2"),
				uriAndJdbc))
			.isEqualTo(connection("h1", 1, "u1", "p1", "d1"));
		assertThat(
				read(Map.of("ConnectionStrings__db", "Host=h2;Port=2;Username=u2;Password=p2;Database=d2"), uriAndJdbc))
			.isEqualTo(connection("h2", 2, "u2", "p2", "d2"));
		assertThat(read(Map.of(), uriAndJdbc)).isEqualTo(connection("h3", 3, "u3", "p3", "d3"));
		assertThat(read(Map.of("DB_JDBCCONNECTIONSTRING", "jdbc:postgresql://h4:4/d4?user=u4&password=p4")))
			.isEqualTo(connection("h4", 4, "u4", "p4", "d4"));
	}

	@Test
	void combinesWhatTheSourcesSay() {
		assertThat(read(Map.of("DB_HOST", "h1", "DB_PASSWORD", "p1", "ConnectionStrings__db", "Host=h2;Port=2",
				"DB_URI", "postgresql://u3:p3@h3:3/d3")))
			.isEqualTo(connection("h1", 2, "u3", "p1", "d3"));
	}

	@Test
	void hasDefaultPort() {
		assertThat(read(Map.of("DB_URI", "postgres://h")).hosts()).containsExactly(new HostAndPort("h", 5432));
		assertThat(read(Map.of("DB_HOST", "h1", "DB_PORT", "tcp://10.0.0.1:7", "DB_URI", "postgres://h:7")).hosts())
			.containsExactly(new HostAndPort("h1", 7));
	}

	@Test
	void takesEveryUrlForConnectionString() {
		assertThat(read(Map.of("ConnectionStrings__db", "postgres://u:p%2B+@h1:1,h2/d%2F1?application_name=a+b")))
			.satisfies((connection) -> {
				assertThat(connection.target()).isEqualTo("h1:1,h2:5432/d/1");
				assertThat(connection.password()).isEqualTo("p++");
				assertThat(connection.parameters()).containsOnly(entry("ApplicationName", "a+b"));
			});
		assertThat(read(Map.of("ConnectionStrings__db",
				" jdbc:postgresql://h1:1,h2/d%2F1?user=u&password=p%2B+&options=-c+geqo%3Doff&prepareThreshold=3")))
			.satisfies((connection) -> {
				assertThat(connection.target()).isEqualTo("h1:1,h2:5432/d/1");
				assertThat(connection.password()).isEqualTo("p+ ");
				assertThat(connection.parameters()).containsOnly(entry("options", "-c geqo=off"),
						entry("prepareThreshold", "3"));
			});
	}

	@Test
	void translatesParametersOfLibpq() {
		PostgresConnection connection = read(Map.of("ConnectionStrings__db",
				"postgresql://h/d?connect_timeout=3&target_session_attrs=read-write&load_balance_hosts=random"
						+ "&sslmode=verify-ca&sslrootcert=/ca.crt&keepalives=1&options=-c%20geqo%3Doff"));
		assertThat(connection.parameters()).containsOnly(entry("loginTimeout", "3"),
				entry("targetServerType", "primary"), entry("loadBalanceHosts", "true"), entry("sslmode", "verify-ca"),
				entry("sslrootcert", "/ca.crt"), entry("tcpKeepAlive", "true"), entry("options", "-c geqo=off"));
		assertThat(read(Map.of("ConnectionStrings__db", "postgresql://h/d?sslmode=verify-full&sslrootcert=system"))
			.parameters()).containsOnly(entry("sslmode", "verify-full"),
					entry("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory"));
	}

	@Test
	void countsParametersThatLibpqDoesNotKnow() {
		PostgresConnection connection = read(
				Map.of("ConnectionStrings__db", "postgresql://h/d?hidden=1&application_name=x&secret=2"));
		assertThat(connection.unknown()).containsExactly("2 parameters that libpq does not know");
		assertThat(connection.parameters()).containsOnlyKeys("ApplicationName");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			Disable,    -,                    sslmode=require,     require
			VerifyFull, -,                    sslmode=require,     verify-full
			Prefer,     sslmode=verify-ca,    sslmode=require,     verify-ca
			-,          ssl=true,             -,                   require
			-,          ssl=false,            -,                   disable
			-,          -,                    ssl=true,            verify-full
			-,          -,                    ssl=false,           -
			Require,    -,                    sslmode=DISABLE,     require
			Allow,      sslmode=disable,      -,                   allow
			""")
	void takesTheStrictestDemandForTls(@Nullable String mode, @Nullable String uri, @Nullable String jdbc,
			@Nullable String expected) {
		PostgresConnection connection = read(Map.of("DB_HOST", "h", "DB_USERNAME", "u", "DB_PASSWORD", "p",
				"ConnectionStrings__db", "Host=h" + ((mode != null) ? ";SSL Mode=" + mode : ""), "DB_URI",
				"postgresql://u:p@h/d" + ((uri != null) ? "?" + uri : ""), "DB_JDBCCONNECTIONSTRING",
				"jdbc:postgresql://h/d" + ((jdbc != null) ? "?" + jdbc : "")));
		assertThat(connection.parameters().get("sslmode")).isEqualTo(expected);
	}

	@Test
	void takesNothingButTlsFromUriThatIsNotNeeded() {
		assertThat(read(Map.of("DB_HOST", "h", "DB_USERNAME", "u", "DB_PASSWORD", "@x?sslmode=require&options=y",
				"DB_URI", "postgresql://u:@x?sslmode=require&options=y@h/d"))
			.parameters()).doesNotContainKey("options");
		assertThat(read(Map.of("DB_HOST", "h", "DB_USERNAME", "u", "DB_PASSWORD", "p", "DB_URI", "postgresql://?")))
			.isEqualTo(connection("h", 5432, "u", "p", null));
	}

	@Test
	void rejectsUriThatIsNeeded() {
		assertThatExceptionOfType(MalformedConnectionException.class)
			.isThrownBy(() -> read(Map.of("DB_URI", "postgresql://?")))
			.satisfies((ex) -> assertThat(ex.source()).isEqualTo("DB_URI"));
	}

	@Test
	void needsHost() {
		assertThatExceptionOfType(MalformedConnectionException.class)
			.isThrownBy(() -> read(Map.of("ConnectionStrings__db", "Database=d;Username=u")))
			.satisfies((ex) -> assertThat(ex.source()).isEqualTo("ConnectionStrings__db"));
	}

	@Test
	void limitsTheLogin() {
		PostgresConnection silent = read(Map.of("ConnectionStrings__db", "Host=h"));
		assertThat(silent.withLoginTimeout(null).parameters()).containsOnly(entry("loginTimeout", "10"),
				entry("connectTimeout", "10"));
		assertThat(silent.withLoginTimeout(Duration.ofMillis(1500)).parameters())
			.containsOnly(entry("loginTimeout", "1.5"), entry("connectTimeout", "2"));
		assertThat(silent.withLoginTimeout(Duration.ZERO).parameters()).containsOnly(entry("loginTimeout", "0"),
				entry("connectTimeout", "0"));
		PostgresConnection explicit = read(Map.of("ConnectionStrings__db", "Host=h;Timeout=30"));
		assertThat(explicit.withLoginTimeout(null).parameters()).containsOnly(entry("loginTimeout", "30"),
				entry("connectTimeout", "30"));
		assertThat(explicit.withLoginTimeout(Duration.ofMinutes(2)).loginTimeout()).isEqualTo(Duration.ofMinutes(2));
		PostgresConnection jdbc = read(
				Map.of("ConnectionStrings__db", "jdbc:postgresql://h/d?loginTimeout=3&connectTimeout=1"));
		assertThat(jdbc.withLoginTimeout(null).parameters()).containsOnly(entry("loginTimeout", "3"),
				entry("connectTimeout", "1"));
	}

	@Test
	void hasNoLimitThatIsNoNumber() {
		assertThat(read(Map.of("ConnectionStrings__db", "jdbc:postgresql://h/d?loginTimeout=x")).loginTimeout())
			.isEqualTo(Duration.ZERO);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host=x.postgres.database.azure.com", "Host=X.Postgres.Database.Azure.Com;Username=u",
			"Host=x.postgres.database.usgovcloudapi.net", "Host=x.postgres.database.chinacloudapi.cn" })
	void needsTokenForAzureWithoutPassword(String text) {
		assertThat(read(Map.of("ConnectionStrings__db", text)).needsEntraToken()).isTrue();
		assertThat(read(Map.of("ConnectionStrings__db", text + ";Password=p")).needsEntraToken()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host=h", "Host=x.postgres.database.azure.com.example", "Host=azure.com" })
	void needsNoTokenElsewhere(String text) {
		assertThat(read(Map.of("ConnectionStrings__db", text)).needsEntraToken()).isFalse();
	}

	@Test
	void dropsThePluginForPassword() {
		PostgresConnection connection = read(
				Map.of("DB_JDBCCONNECTIONSTRING", "jdbc:postgresql://h/d?sslmode=require&authenticationPluginClassName="
						+ PostgresConnection.ENTRA_PLUGIN));
		assertThat(connection.needsEntraToken()).isTrue();
		assertThat(connection.as("u", "p").parameters()).containsOnly(entry("sslmode", "require"));
		assertThat(connection.as("u", null).parameters()).hasSize(2);
	}

	@Test
	void printsTargetOnly() {
		assertThat(read(Map.of("ConnectionStrings__db", "Host=h;Username=u;Password=hidden;Database=d")))
			.hasToString("PostgresConnection[h:5432/d]");
	}

	private static PostgresConnection connection(String host, int port, String username, String password,
			@Nullable String database) {
		return new PostgresConnection(List.of(new HostAndPort(host, port)), username, password, database, Map.of());
	}

	@SafeVarargs
	private static PostgresConnection read(Map<String, String>... variables) {
		Map<String, String> all = new HashMap<>();
		for (Map<String, String> each : variables) {
			all.putAll(each);
		}
		return PostgresConnection.of(Objects.requireNonNull(AspireEnvironment.of(all).connections().find("db")));
	}

}
