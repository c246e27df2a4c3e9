// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.util.Objects;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationContext;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.trust.AspireTrustAutoConfiguration;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests which socket factory pgjdbc is told to use.
 */
class PostgresTrustTests {

	private static final String JVM = "sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory";

	private static final String BUNDLE = "sslfactory=io.github.aspirespring.postgres.tls.BundleSocketFactory";

	private final AspireContextRunner runner = new AspireContextRunner().withConfiguration(AutoConfigurations.of(
			AspireAutoConfiguration.class, AspireTrustAutoConfiguration.class,
			AspirePostgresJdbcAutoConfiguration.class, SslAutoConfiguration.class, DataSourceAutoConfiguration.class));

	@Test
	void isThatOfTheJvmUnlessTheAppHostTrustsMore() {
		connected("SSL Mode=VerifyFull").run((context) -> assertThat(url(context)).contains(JVM));
	}

	@Test
	void trustsWhatTheAppHostTrusts() {
		connected("SSL Mode=VerifyFull").withVariable("SSL_CERT_FILE", "ca.pem")
			.run((context) -> assertThat(url(context)).contains(BUNDLE, "sslfactoryarg=").doesNotContain(JVM));
	}

	@Test
	void isNotReplacedWhereTheConnectionSaysWhatToTrust() {
		connected("SSL Mode=VerifyFull;Root Certificate=/own.pem").withVariable("SSL_CERT_FILE", "ca.pem")
			.run((context) -> assertThat(url(context)).contains("sslrootcert=").doesNotContain("sslfactory"));
	}

	@Test
	void isNotThereWhereNothingIsVerified() {
		connected("SSL Mode=Require").withVariable("SSL_CERT_FILE", "ca.pem")
			.run((context) -> assertThat(url(context)).doesNotContain("sslfactory"));
	}

	@Test
	void isChosenByTheApplication() {
		connected("SSL Mode=VerifyFull").withVariable("SSL_CERT_FILE", "ca.pem")
			.withApplicationProperties("spring.datasource.hikari.data-source-properties.sslfactory=own.Factory")
			.run((context) -> assertThat(url(context)).doesNotContain("sslfactory"));
	}

	private AspireContextRunner connected(String more) {
		return this.runner.withVariables(
				AppHostVariables.none().connectionString("db", "Host=localhost;Username=app;Database=orders;" + more));
	}

	private static String url(ApplicationContext context) {
		return Objects.requireNonNull(context.getBean(JdbcConnectionDetails.class).getJdbcUrl());
	}

}
