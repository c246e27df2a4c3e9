// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link NpgsqlString} and {@link NpgsqlKeyword}.
 */
class NpgsqlStringTests {

	private static final String SOURCE = "ConnectionStrings__db";

	@Test
	void readsWhatAnAppHostWrites() {
		PostgresConnection connection = read(
				"Host=pg.dev.internal;Port=5433;Username=app;Password=p@ss{}~()*+!;Database=\"My Db#1\"");
		assertThat(connection.hosts()).containsExactly(new HostAndPort("pg.dev.internal", 5433));
		assertThat(connection.username()).isEqualTo("app");
		assertThat(connection.password()).isEqualTo("p@ss{}~()*+!");
		assertThat(connection.database()).isEqualTo("My Db#1");
		assertThat(connection.parameters()).isEmpty();
		assertThat(connection.unknown()).isEmpty();
		assertThat(connection.unused()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Server=h;User Id=u;Pwd=p;DB=d", "SERVER=h;UID=u;PSW=p;database=d",
			"host = h ; user name = u ; PASSWORD = p ; Db = d", "Host=x;UserId=u;Password=p;Database=d;Server=h",
			"Host='h';Username=\"u\";Password='p';Database=d;" })
	void acceptsEverySpelling(String text) {
		PostgresConnection connection = read(text);
		assertThat(connection.hosts()).containsExactly(new HostAndPort("h", HostAndPort.NO_PORT));
		assertThat(connection.username()).isEqualTo("u");
		assertThat(connection.password()).isEqualTo("p");
		assertThat(connection.database()).isEqualTo("d");
		assertThat(connection.unknown()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Application Name=orders service        | ApplicationName    | orders service
			ApplicationName=orders                 | ApplicationName    | orders
			Channel Binding=Require                | channelBinding     | require
			Command Timeout=30                     | queryTimeout       | 30
			GSS Encryption Mode=Disable            | gssEncMode         | disable
			Host Recheck Seconds=5                 | hostRecheckSeconds | 5
			Keepalive=30                           | tcpKeepAlive       | true
			TCP Keepalive=True                     | tcpKeepAlive       | true
			TCP Keepalive Time=9                   | tcpKeepAlive       | true
			Krbsrvname=pg                          | kerberosServerName | pg
			Load Balance Hosts=true                | loadBalanceHosts   | true
			Options=-c geqo=off -c work_mem=8MB    | options            | -c geqo=off -c work_mem=8MB
			Require Auth=ScramSHA256,MD5           | requireAuth        | scram-sha-256,md5
			Root Certificate=/etc/ca.crt           | sslrootcert        | /etc/ca.crt
			Search Path=sales,public               | currentSchema      | sales,public
			Socket Receive Buffer Size=8192        | receiveBufferSize  | 8192
			Socket Send Buffer Size=8192           | sendBufferSize     | 8192
			SSL Certificate=/etc/app.crt           | sslcert            | /etc/app.crt
			SSL Certificate=/etc/app.PFX           | sslkey             | /etc/app.PFX
			SSL Key=/etc/app.pk8                   | sslkey             | /etc/app.pk8
			SSL Password=hidden                    | sslpassword        | hidden
			SSL Mode=Disable                       | sslmode            | disable
			SslMode=allow                          | sslmode            | allow
			SSL Mode=Prefer                        | sslmode            | prefer
			SSL Mode=Require                       | sslmode            | require
			SSL Negotiation=Direct                 | sslNegotiation     | direct
			Target Session Attributes=any          | targetServerType   | any
			Target Session Attributes=primary      | targetServerType   | primary
			Target Session Attributes=read-write   | targetServerType   | primary
			Target Session Attributes=Standby      | targetServerType   | secondary
			Target Session Attributes=read-only    | targetServerType   | secondary
			Target Session Attributes=prefer-primary | targetServerType | preferPrimary
			Target Session Attributes=prefer-standby | targetServerType | preferSecondary
			Timeout=15                             | loginTimeout       | 15
			Timeout=0                              | loginTimeout       | 0
			""")
	void translatesKeywords(String text, String parameter, String value) {
		assertThat(read("Host=h;" + text).parameters()).containsOnly(entry(parameter, value));
	}

	@Test
	void verifiesWithWhatTheJvmTrustsWithoutRootCertificate() {
		assertThat(read("Host=h;SSL Mode=VerifyFull").parameters()).containsOnly(entry("sslmode", "verify-full"),
				entry("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory"));
		assertThat(read("Host=h;SSL Mode=Verify-CA;Root Certificate=ca.crt").parameters())
			.containsOnly(entry("sslmode", "verify-ca"), entry("sslrootcert", "ca.crt"));
		assertThat(read("Host=h;SSL Mode=VerifyCA;SSL Key=app.p12").parameters())
			.containsOnly(entry("sslmode", "verify-ca"), entry("sslkey", "app.p12"));
	}

	@Test
	void neverTrustsWithoutVerifyingBecauseOfTrustServerCertificate() {
		assertThat(
				read("Host=h;SSL Mode=VerifyFull;Trust Server Certificate=true;Root Certificate=ca.crt").parameters())
			.containsOnly(entry("sslmode", "verify-full"), entry("sslrootcert", "ca.crt"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Keepalive=0", "TCP Keepalive=false", "TCP Keepalive Time=0",
			"Trust Server Certificate=true", "Pooling=false", "Maximum Pool Size=5", "Timezone=UTC", "Enlist=true" })
	void hasNoParameterForTheRest(String text) {
		PostgresConnection connection = read("Host=h;" + text);
		assertThat(connection.parameters()).isEmpty();
		assertThat(connection.unknown()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "SSL Mode=Sometimes", "Timeout=soon", "Timeout=-1", "Timeout=1.5",
			"Command Timeout=99999999999", "Load Balance Hosts=maybe", "Target Session Attributes=fast", "Port=0",
			"Port=x", "Keepalive=often" })
	void rejectsWhatNpgsqlRejects(String text) {
		assertThatExceptionOfType(MalformedConnectionException.class)
			.isThrownBy(() -> read("Host=h;Password=hidden;" + text))
			.satisfies((ex) -> assertThat(ex.source()).isEqualTo(SOURCE))
			.withMessageNotContaining("hidden")
			.withMessageNotContaining(text.substring(text.indexOf('=') + 1));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Host=a,b;Port=5433           | a:5433,b:5433
			Host=a:1,b                   | a:1,b
			Host=a:1, b:2;Port=3         | a:1,b:2
			Host=::1;Port=5433           | [::1]:5433
			Host=2001:db8::1:2;Port=5433 | [2001:db8::1:2]:5433
			Host=[::1]:5433,10.0.0.1     | [::1]:5433,10.0.0.1
			""")
	void readsAddresses(String text, String addresses) {
		assertThat(String.join(",", read(text).hosts().stream().map(HostAndPort::toString).toList()))
			.isEqualTo(addresses);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host=/var/run/postgresql", "Host=a,,b", "Host=a b", "Host=@abstract" })
	void rejectsWhatIsNoAddress(String text) {
		assertThatExceptionOfType(MalformedConnectionException.class).isThrownBy(() -> read(text));
	}

	@Test
	void namesWhatItDoesNotUse() {
		PostgresConnection connection = read(
				"Host=h;Enlist=true;Frobnicate=1;Passfile=x;Multiplexing=true;Pooling=true");
		assertThat(connection.unused()).containsExactly("Enlist", "Multiplexing", "Pooling");
		assertThat(connection.unknown()).containsExactly("the keyword 'Frobnicate', which Npgsql does not know",
				"the keyword 'Passfile', which the drivers of Java cannot follow");
	}

	@Test
	void doesNotNameWhatMayBeAPartOfThePassword() {
		PostgresConnection connection = read("Host=h;Password=a;hidden=b;Database=d");
		assertThat(connection.password()).isEqualTo("a");
		assertThat(connection.unknown()).containsExactly("a keyword that Npgsql does not know (number 3)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host=h;x=\";Password=hidden\";hidden=1", "Host=h;x=\";Pwd=hidden\";hidden=1;Password=p",
			"Host=h;SSL Password=hidden;hidden=1;Password=p" })
	void doesNotNameWhatAStrayQuoteMayHaveSeparatedFromThePassword(String text) {
		assertThat(read(text).unknown()).isNotEmpty().noneMatch((unknown) -> unknown.contains("hidden"));
	}

	@Test
	void takesOutPasswordAndUserNameThatArePropertiesToo() {
		Connection connection = AspireEnvironment
			.of(Map.of(SOURCE, "Host=h;Username=u;'x;Password=a;Database=\"b;Frobnicate=1", "DB_USERNAME", "u;'x",
					"DB_PASSWORD", "a;Database=\"b"))
			.connections()
			.find("db");
		assertThat(connection).isNotNull();
		PostgresConnection postgres = PostgresConnection.of(connection);
		assertThat(postgres.username()).isEqualTo("u;'x");
		assertThat(postgres.password()).isEqualTo("a;Database=\"b");
		assertThat(postgres.database()).isNull();
		assertThat(postgres.unknown()).containsExactly("the keyword 'Frobnicate', which Npgsql does not know");
	}

	@Test
	void knowsEveryKeywordOfNpgsql() {
		assertThat("""
				Host Port Database Username Password Passfile ApplicationName Enlist SearchPath ClientEncoding Encoding
				Timezone SSLMode SSLNegotiation GSSEncryptionMode SSLCertificate SSLKey SSLPassword RootCertificate
				CheckCertificateRevocation KerberosServiceName IncludeRealm PersistSecurityInfo LogParameters
				IncludeErrorDetail IncludeFailedBatchedCommand ChannelBinding RequireAuth Pooling MinimumPoolSize
				MaximumPoolSize MinPoolSize MaxPoolSize ConnectionIdleLifetime ConnectionPruningInterval
				ConnectionLifetime LoadBalanceTimeout Timeout CommandTimeout CancellationTimeout
				TargetSessionAttributes LoadBalanceHosts HostRecheckSeconds Keepalive TCPKeepalive TCPKeepaliveTime
				TCPKeepaliveInterval ReadBufferSize WriteBufferSize SocketReceiveBufferSize SocketSendBufferSize
				MaxAutoPrepare AutoPrepareMinUsages NoResetOnClose ReplicationMode Options ArrayNullabilityMode
				LoadTableComposites ServerCompatibilityMode TrustServerCertificate InternalCommandTimeout
				Multiplexing WriteCoalescingBufferThresholdBytes IntegratedSecurity ClientCertificate
				ClientCertificateKey UseSslStream UsePerfCounters ConvertInfinityDateTime EFAdminDatabase
				EFTemplateDatabase EntityAdminDatabase EntityTemplateDatabase BackendTimeouts ContinuousProcessing
				PreloadReader UseExtendedTypes IncludeErrorDetails
				""".split("\\s+")).allSatisfy((key) -> assertThat(NpgsqlKeyword.of(key)).as(key).isNotNull());
	}

	private static PostgresConnection read(String text) {
		Connection connection = Connection.of("db", new ConnectionString(SOURCE, text));
		return NpgsqlString.parse(new ConnectionString(SOURCE, text), connection.properties()).connection();
	}

}
