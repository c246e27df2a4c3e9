// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

import javax.net.ssl.TrustManagerFactory;

import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.postgresql.client.SSLMode;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.Wrapped;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.test.util.ReflectionTestUtils;

import io.github.aspirespring.environment.ConnectionString;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AspireR2dbcConnectionDetails}.
 */
class AspireR2dbcConnectionDetailsTests {

	@Test
	void hasWhatTheConnectionSays() {
		ConnectionFactoryOptions options = options("Host=::1;Port=1;Username=u;Password=p;Database=d", Map.of());
		assertThat(options.getValue(ConnectionFactoryOptions.DRIVER)).isEqualTo("postgresql");
		assertThat(options.hasOption(ConnectionFactoryOptions.PROTOCOL)).isFalse();
		assertThat(options.getValue(ConnectionFactoryOptions.HOST)).isEqualTo("::1");
		assertThat(options.getValue(ConnectionFactoryOptions.PORT)).isEqualTo(1);
		assertThat(options.getValue(ConnectionFactoryOptions.USER)).isEqualTo("u");
		assertThat(options.getValue(ConnectionFactoryOptions.PASSWORD)).isEqualTo("p");
		assertThat(options.getValue(ConnectionFactoryOptions.DATABASE)).isEqualTo("d");
		assertThat(value(options, "sslMode")).isEqualTo(SSLMode.PREFER);
		assertThat(value(options, "connectTimeout")).isEqualTo(Duration.ofSeconds(10));
	}

	@Test
	void leavesOutWhatTheConnectionDoesNotSay() {
		ConnectionFactoryOptions options = options("Host=h", Map.of());
		assertThat(options.getValue(ConnectionFactoryOptions.USER)).isEqualTo(System.getProperty("user.name"));
		assertThat(options.hasOption(ConnectionFactoryOptions.PASSWORD)).isFalse();
		assertThat(options.hasOption(ConnectionFactoryOptions.DATABASE)).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Application Name=orders service | applicationName  | orders service
			Command Timeout=30              | statementTimeout | PT30S
			Keepalive=30                    | tcpKeepAlive     | true
			Options=-c geqo=off             | options          | {options=-c geqo=off}
			Root Certificate=/etc/ca.crt    | sslRootCert      | /etc/ca.crt
			Search Path=sales,public        | schema           | sales,public
			SSL Certificate=/etc/app.crt    | sslCert          | /etc/app.crt
			SSL Key=/etc/app.key            | sslKey           | /etc/app.key
			SSL Password=hidden             | sslPassword      | hidden
			SSL Mode=Disable                | sslMode          | disable
			SSL Mode=VerifyFull             | sslMode          | verify-full
			SSL Negotiation=Direct          | sslNegotiation   | direct
			Timeout=3                       | connectTimeout   | PT3S
			""")
	void hasOptionsForKeywords(String keyword, String option, String value) {
		assertThat(value(options("Host=h;" + keyword, Map.of()), option)).asString().isEqualTo(value);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Load Balance Hosts=true                  | loadBalanceHosts | true
			Host Recheck Seconds=5                   | hostRecheckTime  | PT5S
			Target Session Attributes=primary        | targetServerType | primary
			Target Session Attributes=prefer-standby | targetServerType | preferSecondary
			Target Session Attributes=prefer-primary | targetServerType | any
			""")
	void choosesBetweenSeveralHosts(String keyword, String option, String value) {
		ConnectionFactoryOptions options = options("Host=a:1,b;Username=u;" + keyword, Map.of());
		assertThat(options.getValue(ConnectionFactoryOptions.PROTOCOL)).isEqualTo("failover");
		assertThat(options.getValue(ConnectionFactoryOptions.HOST)).isEqualTo("a:1,b:5432");
		assertThat(options.hasOption(ConnectionFactoryOptions.PORT)).isFalse();
		assertThat(value(options, option)).asString().isEqualTo(value);
		assertThat(value(options("Host=a;" + keyword, Map.of()), option)).isNull();
		assertThat(ConnectionFactories.find(options)).isNotNull();
	}

	@Test
	void isTunedByTheApplicationButNotMoved() {
		ConnectionFactoryOptions options = options("Host=h;Username=u;Password=p;Application Name=a;Timeout=3",
				Map.of("applicationName", "b", "preparedStatementCacheQueries", "7", "host", "elsewhere", "password",
						"other", "driver", "other"));
		assertThat(value(options, "applicationName")).isEqualTo("b");
		assertThat(value(options, "preparedStatementCacheQueries")).isEqualTo("7");
		assertThat(options.getValue(ConnectionFactoryOptions.HOST)).isEqualTo("h");
		assertThat(options.getValue(ConnectionFactoryOptions.PASSWORD)).isEqualTo("p");
		assertThat(options.getValue(ConnectionFactoryOptions.DRIVER)).isEqualTo("postgresql");
	}

	@ParameterizedTest
	@CsvSource({ "SSL Mode=Require, '', false", "SSL Mode=VerifyFull, '', true", "SSL Mode=VerifyCA, '', true",
			"SSL Mode=VerifyFull;Root Certificate=/ca.pem, '', false", "SSL Mode=VerifyFull, require, false",
			"SSL Mode=Require, VERIFY-FULL, true" })
	void trustsWhatTheAppHostTrustsWhereTheServerIsVerified(String text, String mode, boolean trusted) {
		TrustManagerFactory trust = InsecureTrustManagerFactory.INSTANCE;
		SslBundles bundles = new DefaultSslBundleRegistry("aspire",
				SslBundle.of(null, null, null, null, SslManagerBundle.from(trust)));
		ConnectionFactoryOptions options = details("Host=h;" + text,
				mode.isEmpty() ? Map.of() : Map.of("sslMode", mode), null, bundles)
			.getConnectionFactoryOptions();
		assertThat(trustManagerFactory(options) == trust).isEqualTo(trusted);
	}

	@Test
	void limitsTheLogin() {
		ConnectionFactory factory = details("Host=h", Map.of(), Duration.ofMillis(50)).decorate(new Silent());
		assertThatExceptionOfType(R2dbcTimeoutException.class)
			.isThrownBy(() -> Mono.from(factory.create()).block(Duration.ofSeconds(10)))
			.withMessageContaining("50 ms");
		assertThat(factory.getMetadata().getName()).isEqualTo("Silent");
		assertThat(((Wrapped<?>) factory).unwrap()).isInstanceOf(Silent.class);
	}

	@Test
	void doesNotLimitTheLoginIfToldSo() {
		Silent silent = new Silent();
		assertThat(details("Host=h;Timeout=0", Map.of(), null).decorate(silent)).isSameAs(silent);
	}

	@Test
	void printsNoSecret() {
		assertThat(details("Host=h;Password=hidden", Map.of(), null)).asString().doesNotContain("hidden");
	}

	private static ConnectionFactoryOptions options(String text, Map<String, String> tuning) {
		return details(text, tuning, null).getConnectionFactoryOptions();
	}

	private static AspireR2dbcConnectionDetails details(String text, Map<String, String> tuning,
			@Nullable Duration loginTimeout) {
		return details(text, tuning, loginTimeout, null);
	}

	private static AspireR2dbcConnectionDetails details(String text, Map<String, String> tuning,
			@Nullable Duration loginTimeout, @Nullable SslBundles sslBundles) {
		PostgresConnection connection = PostgresConnection
			.of(io.github.aspirespring.environment.Connection.of("db", new ConnectionString("source", text)));
		return new AspireR2dbcConnectionDetails(connection.withLoginTimeout(loginTimeout), tuning, sslBundles, null);
	}

	@SuppressWarnings("unchecked")
	private static @Nullable Object trustManagerFactory(ConnectionFactoryOptions options) {
		SslContextBuilder builder = SslContextBuilder.forClient();
		Object customizer = options.getValue(PostgresqlConnectionFactoryProvider.SSL_CONTEXT_BUILDER_CUSTOMIZER);
		if (customizer != null) {
			assertThat(((Function<SslContextBuilder, SslContextBuilder>) customizer).apply(builder)).isSameAs(builder);
		}
		return ReflectionTestUtils.getField(builder, "trustManagerFactory");
	}

	private static @Nullable Object value(ConnectionFactoryOptions options, String name) {
		return options.getValue(Option.valueOf(name));
	}

	/**
	 * Never connects, and never fails.
	 */
	private static final class Silent implements ConnectionFactory {

		@Override
		public Publisher<? extends Connection> create() {
			return Mono.never();
		}

		@Override
		public ConnectionFactoryMetadata getMetadata() {
			return () -> "Silent";
		}

	}

}
