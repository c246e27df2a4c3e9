// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres.server;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.r2dbc.core.DatabaseClient;

import io.github.aspirespring.postgres.AspirePostgresJdbcConnectionsAutoConfiguration;
import io.github.aspirespring.postgres.AspirePostgresR2dbcConnectionsAutoConfiguration;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests connections to a server that insists on TLS and has a certificate of its own
 * authority for {@code localhost}, with both clients.
 */
@ParameterizedClass(name = "{0}")
@EnumSource
class PostgresTlsIntegrationTests {

	private static final String ENCRYPTED = "select ssl::text from pg_stat_ssl where pid = pg_backend_pid()";

	@TempDir
	static Path folder;

	private static TestCertificates certificates;

	private static PostgresServer server;

	@Parameter
	PostgresApplication application = PostgresApplication.JDBC;

	@BeforeAll
	static void startServer() {
		certificates = TestCertificates.create(folder, "dns:localhost");
		server = PostgresServer.startWithTls(certificates).with("app", "pw", "orders");
	}

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@Test
	void encryptsWithoutBeingAsked() {
		run("localhost", "", this::connects);
	}

	@Test
	void doesNotVerifyWhenEncryptionIsAllThatIsAskedFor() {
		run("127.0.0.1", ";SSL Mode=Require;Trust Server Certificate=true", this::connects);
	}

	@Test
	void verifiesCertificateAndHost() {
		run("localhost", ";SSL Mode=VerifyFull;Root Certificate=" + certificates.authority(), this::connects);
	}

	@Test
	void verifiesCertificateOnly() {
		run("127.0.0.1", ";SSL Mode=VerifyCA;Root Certificate=" + certificates.authority(), this::connects);
	}

	@Test
	void rejectsCertificateOfAnotherHost() {
		run("127.0.0.1", ";SSL Mode=VerifyFull;Root Certificate=" + certificates.authority(), this::fails);
	}

	@Test
	void rejectsCertificateThatThePlatformDoesNotTrust() {
		run("localhost", ";SSL Mode=VerifyFull", this::fails);
		run("localhost", ";SSL Mode=VerifyCA", this::fails);
	}

	@Test
	void trustsTheFileOfTheAppHost() {
		runTrusting("localhost", ";SSL Mode=VerifyFull", this::connects);
		runTrusting("127.0.0.1", ";SSL Mode=VerifyCA", this::connects);
		run(AppHostVariables.none()
			.connectionString("db",
					"postgresql://app:pw@localhost:" + server.port() + "/orders?sslmode=verify-full&sslrootcert=system")
			.variable("SSL_CERT_FILE", certificates.authority().toString()), this::connects);
	}

	@Test
	void trustsTheDirectoryOfTheAppHost() {
		run(AppHostVariables.none()
			.connectionString("db", connectionString("localhost", ";SSL Mode=VerifyFull"))
			.variable("SSL_CERT_DIR", folder.toString()), this::connects);
	}

	@Test
	void trustsTheFileOfTheAppHostForEveryConnection() {
		this.application.runner()
			.withConfiguration(AutoConfigurations.of(AspirePostgresJdbcConnectionsAutoConfiguration.class,
					AspirePostgresR2dbcConnectionsAutoConfiguration.class))
			.withVariables(trusting("localhost", ";SSL Mode=VerifyFull").connectionString("audit",
					connectionString("localhost", ";SSL Mode=VerifyFull")))
			.withPropertyValues("aspire.postgres.connection-name=db")
			.run((context) -> {
				BeanFactory beanFactory = context.getAutowireCapableBeanFactory();
				String encrypted = (this.application == PostgresApplication.JDBC)
						? BeanFactoryAnnotationUtils.qualifiedBeanOfType(beanFactory, JdbcClient.class, "audit")
							.sql(ENCRYPTED)
							.query(String.class)
							.single()
						: BeanFactoryAnnotationUtils.qualifiedBeanOfType(beanFactory, DatabaseClient.class, "audit")
							.sql(ENCRYPTED)
							.mapValue(String.class)
							.one()
							.block();
				assertThat(encrypted).isEqualTo("true");
			});
	}

	@Test
	void verifiesTheHostOfACertificateThatTheAppHostTrusts() {
		runTrusting("127.0.0.1", ";SSL Mode=VerifyFull", this::fails);
	}

	@Test
	void doesNotTrustTheFileOfTheAppHostIfToldSo() {
		this.application.runner()
			.withVariables(trusting("localhost", ";SSL Mode=VerifyFull"))
			.withApplicationProperties("aspire.trust.enabled=false")
			.run(this::fails);
	}

	@Test
	void prefersTheRootCertificateOfTheConnection() {
		run(AppHostVariables.none()
			.connectionString("db",
					connectionString("localhost", ";SSL Mode=VerifyFull;Root Certificate=" + certificates.authority()))
			.variable("SSL_CERT_FILE", folder.resolve("missing.pem").toString()), this::connects);
	}

	@Test
	void doesNotVerifyBecauseTheAppHostTrustsAnything() {
		AppHostVariables variables = AppHostVariables.none()
			.variable("SSL_CERT_FILE", folder.resolve("missing.pem").toString());
		run(variables.connectionString("db", connectionString("127.0.0.1", "")), this::connects);
		run(variables.connectionString("db",
				connectionString("127.0.0.1", ";SSL Mode=Require;Trust Server Certificate=true")), this::connects);
	}

	@Test
	void takesTheStrictestOfWhatIsAskedFor() {
		Map<String, String> jdbc = Map.of("JdbcConnectionString",
				"jdbc:postgresql://localhost:" + server.port() + "/orders?sslmode=require");
		String disabled = connectionString("localhost", ";SSL Mode=Disable");
		run(AppHostVariables.none().connectionString("db", disabled), this::fails);
		run(AppHostVariables.none().connection("db", disabled, jdbc), this::connects);
	}

	@Test
	void readsTheParametersOfAUri() {
		run(AppHostVariables.none()
			.connectionString("db", "postgresql://app:pw@localhost:" + server.port()
					+ "/orders?sslmode=verify-full&sslrootcert=" + certificates.authority()),
				this::connects);
		run(AppHostVariables.none()
			.connectionString("db", "postgresql://app:pw@127.0.0.1:" + server.port()
					+ "/orders?sslmode=verify-full&sslrootcert=" + certificates.authority()),
				this::fails);
	}

	private void run(String host, String more, ContextConsumer<AssertableApplicationContext> test) {
		run(AppHostVariables.none().connectionString("db", connectionString(host, more)), test);
	}

	private void run(AppHostVariables variables, ContextConsumer<AssertableApplicationContext> test) {
		this.application.runner().withVariables(variables).run(test);
	}

	private void runTrusting(String host, String more, ContextConsumer<AssertableApplicationContext> test) {
		run(trusting(host, more), test);
	}

	private static AppHostVariables trusting(String host, String more) {
		return AppHostVariables.none()
			.connectionString("db", connectionString(host, more))
			.variable("SSL_CERT_FILE", certificates.authority().toString());
	}

	private static String connectionString(String host, String more) {
		return "Host=" + host + ";Port=" + server.port() + ";Username=app;Password=pw;Database=orders" + more;
	}

	private void connects(AssertableApplicationContext context) {
		this.application.assertConnected(context, "app", "orders");
		assertThat(this.application.query(context, ENCRYPTED)).isEqualTo("true");
	}

	private void fails(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed();
		assertThatException().isThrownBy(() -> this.application.query(context, ENCRYPTED));
	}

}
