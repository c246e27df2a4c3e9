// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseConnectionDetails;
import org.springframework.boot.r2dbc.OptionsCapableConnectionFactory;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.environment.MalformedConnectionException;
import io.github.aspirespring.postgres.migration.AspirePostgresFlywayAutoConfiguration;
import io.github.aspirespring.postgres.migration.AspirePostgresLiquibaseAutoConfiguration;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what the auto-configurations do beyond what all integrations do.
 */
@ExtendWith(OutputCaptureExtension.class)
class PostgresAutoConfigurationTests {

	private static final String STRING = "Host=db.example;Username=app;Password=hidden;Database=orders";

	private final AspireContextRunner runner = new AspireContextRunner()
		.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class,
				AspirePostgresJdbcAutoConfiguration.class, AspirePostgresR2dbcAutoConfiguration.class,
				AspirePostgresFlywayAutoConfiguration.class, AspirePostgresLiquibaseAutoConfiguration.class,
				DataSourceAutoConfiguration.class, R2dbcAutoConfiguration.class));

	private final AspireContextRunner jdbcRunner = this.runner.withClassLoader(new FilteredClassLoader("io.r2dbc"));

	@Test
	void connectsJdbcWithoutR2dbc() {
		this.jdbcRunner.withVariables(variables(STRING)).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(R2dbcConnectionDetails.class);
			HikariDataSource dataSource = context.getBean(HikariDataSource.class);
			assertThat(dataSource.getJdbcUrl())
				.isEqualTo("jdbc:postgresql://db.example:5432/orders?loginTimeout=10&connectTimeout=10");
			assertThat(dataSource.getUsername()).isEqualTo("app");
			assertThat(dataSource.getPassword()).isEqualTo("hidden");
			assertThat(dataSource.getDriverClassName()).isEqualTo("org.postgresql.Driver");
		});
	}

	@Test
	void connectsR2dbcWithoutJdbc() {
		this.runner.withClassLoader(new FilteredClassLoader("org.postgresql.Driver"))
			.withVariables(variables(STRING))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ConnectionFactory.class)
				.doesNotHaveBean(JdbcConnectionDetails.class));
	}

	@Test
	void connectsMigrationsOnlyWhereThereIsNoDataSource() {
		this.jdbcRunner.withVariables(variables(STRING))
			.run((context) -> assertThat(context).doesNotHaveBean(FlywayConnectionDetails.class)
				.doesNotHaveBean(LiquibaseConnectionDetails.class));
		this.runner.withVariables(variables(STRING)).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(DataSource.class);
			FlywayConnectionDetails flyway = context.getBean(FlywayConnectionDetails.class);
			assertThat(flyway.getJdbcUrl()).startsWith("jdbc:postgresql://db.example:5432/orders?");
			assertThat(flyway.getUsername()).isEqualTo("app");
			assertThat(flyway.getDriverClassName()).isEqualTo("org.postgresql.Driver");
			assertThat(flyway).asString().doesNotContain("hidden");
			LiquibaseConnectionDetails liquibase = context.getBean(LiquibaseConnectionDetails.class);
			assertThat(liquibase.getJdbcUrl()).isEqualTo(flyway.getJdbcUrl());
			assertThat(liquibase.getPassword()).isEqualTo("hidden");
			assertThat(liquibase).asString().doesNotContain("hidden");
		});
	}

	@Test
	void leavesEveryClientTheSayOverItself(CapturedOutput output) {
		AspireContextRunner both = this.runner.withVariables(variables(STRING));
		both.withPropertyValues("spring.datasource.url=jdbc:postgresql://other/x").run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean("aspireJdbcConnectionDetails");
			assertThat(options(context.getBean(R2dbcConnectionDetails.class)).getValue(ConnectionFactoryOptions.HOST))
				.isEqualTo("db.example");
		});
		both.withPropertyValues("spring.r2dbc.url=r2dbc:postgresql://u@other/x").run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean("aspireR2dbcConnectionDetails");
			assertThat(context.getBean(JdbcConnectionDetails.class).getJdbcUrl()).contains("db.example");
		});
		assertThat(output).doesNotContain("Not used because");
	}

	@Test
	void appliesCredentialsToTheirClient() {
		this.runner.withVariables(variables(STRING))
			.withPropertyValues("spring.datasource.username=jdbc", "spring.r2dbc.password=r2dbc")
			.run((context) -> {
				JdbcConnectionDetails jdbc = context.getBean(JdbcConnectionDetails.class);
				assertThat(jdbc.getUsername()).isEqualTo("jdbc");
				assertThat(jdbc.getPassword()).isEqualTo("hidden");
				ConnectionFactoryOptions r2dbc = options(context.getBean(R2dbcConnectionDetails.class));
				assertThat(r2dbc.getValue(ConnectionFactoryOptions.USER)).isEqualTo("app");
				assertThat(r2dbc.getValue(ConnectionFactoryOptions.PASSWORD)).isEqualTo("r2dbc");
			});
	}

	@Test
	void usesCredentialsOfTheApplicationWhereTheConnectionHasNone(CapturedOutput output) {
		this.jdbcRunner.withVariables(variables("Host=db.example"))
			.withApplicationProperties("spring.datasource.url=jdbc:postgresql://other/x",
					"spring.datasource.username=mine", "spring.datasource.password=own")
			.run((context) -> {
				JdbcConnectionDetails details = context.getBean(JdbcConnectionDetails.class);
				assertThat(details.getJdbcUrl()).startsWith("jdbc:postgresql://db.example:5432/?");
				assertThat(details.getUsername()).isEqualTo("mine");
				assertThat(details.getPassword()).isEqualTo("own");
			});
		assertThat(output.getAll().lines().filter((line) -> line.contains("Not used because"))).singleElement()
			.asString()
			.contains("spring.datasource.url")
			.doesNotContain("spring.datasource.username")
			.doesNotContain("spring.datasource.password");
	}

	@Test
	void leavesOutParametersThatTheApplicationSets() {
		this.jdbcRunner.withVariables(variables(STRING + ";Application Name=a;SSL Mode=Require"))
			.withApplicationProperties("spring.datasource.hikari.data-source-properties.loginTimeout=3",
					"spring.datasource.hikari.data-source-properties.ApplicationName=b")
			.run((context) -> {
				HikariDataSource dataSource = context.getBean(HikariDataSource.class);
				assertThat(dataSource.getJdbcUrl())
					.isEqualTo("jdbc:postgresql://db.example:5432/orders?sslmode=require&connectTimeout=10");
				assertThat(dataSource.getDataSourceProperties()).containsEntry("loginTimeout", "3")
					.containsEntry("ApplicationName", "b");
			});
	}

	@Test
	void keepsPasswordOfKeyOutOfTheUrl(CapturedOutput output) {
		AspireContextRunner withKey = this.jdbcRunner
			.withVariables(variables(STRING + ";SSL Key=app.p12;SSL Password=s3cret"));
		withKey.run((context) -> assertThat(context.getBean(JdbcConnectionDetails.class).getJdbcUrl())
			.contains("sslkey=app.p12")
			.doesNotContain("s3cret"));
		assertThat(output).contains("WARN")
			.contains("'spring.datasource.hikari.data-source-properties.sslpassword'")
			.doesNotContain("s3cret");
		int length = output.length();
		withKey.withApplicationProperties("spring.datasource.hikari.data-source-properties.sslpassword=s3cret")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll().substring(length)).doesNotContain(" WARN ");
	}

	@Test
	void usesPoolSizesOfTheConnectionStringAsDefaults() {
		AspireContextRunner sized = this.jdbcRunner
			.withVariables(variables(STRING + ";Minimum Pool Size=3;Maximum Pool Size=30"));
		sized.run((context) -> {
			HikariDataSource dataSource = context.getBean(HikariDataSource.class);
			assertThat(dataSource.getMinimumIdle()).isEqualTo(3);
			assertThat(dataSource.getMaximumPoolSize()).isEqualTo(30);
		});
		sized.withApplicationProperties("spring.datasource.hikari.maximum-pool-size=5")
			.run((context) -> assertThat(context.getBean(HikariDataSource.class).getMaximumPoolSize()).isEqualTo(5));
		sized.withPropertyValues("spring.datasource.url=jdbc:postgresql://other/x")
			.run((context) -> assertThat(context.getBean(HikariDataSource.class).getMaximumPoolSize())
				.isNotEqualTo(30));
	}

	@Test
	void limitsTheLoginAsTheApplicationSays() {
		this.runner.withVariables(variables(STRING + ";Timeout=60"))
			.withApplicationProperties("aspire.postgres.login-timeout=2s")
			.run((context) -> {
				assertThat(context.getBean(JdbcConnectionDetails.class).getJdbcUrl()).contains("loginTimeout=2");
				assertThat(context.getBean(AspireR2dbcConnectionDetails.class).loginTimeout()).hasSeconds(2);
			});
	}

	@Test
	void leavesDataSourceOfTheContainerAlone() {
		this.jdbcRunner.withVariables(variables(STRING))
			.withApplicationProperties("spring.datasource.jndi-name=java:comp/env/jdbc/orders")
			.run((context) -> assertThat(context).doesNotHaveBean("aspireJdbcConnectionDetails"));
	}

	@Test
	void tunesR2dbcAsTheApplicationSays() {
		this.runner.withVariables(variables(STRING + ";Application Name=a"))
			.withApplicationProperties("spring.r2dbc.properties.applicationName=b")
			.run((context) -> assertThat(options(context.getBean(R2dbcConnectionDetails.class)).toString())
				.contains("applicationName=b")
				.doesNotContain("hidden"));
	}

	@Test
	void saysOnceWhatItCannotUse(CapturedOutput output) {
		this.runner.withVariables(variables(STRING.replace("Host", "Frobnicate=1;Host") + ";Enlist=true"))
			.withApplicationProperties("logging.level.io.github.aspirespring=debug")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(output.getAll().lines().filter((line) -> line.contains("Frobnicate"))).singleElement()
			.asString()
			.contains("WARN", "ConnectionStrings__db");
	}

	@Test
	void rejectsSeveralHostsThatTheR2dbcDriverWouldMisread() {
		this.runner.withVariables(variables("Host=[::1]:5432,db.example;Username=app"))
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOf(MalformedConnectionException.class)
				.hasMessageContaining("ConnectionStrings__db"));
		this.jdbcRunner.withVariables(variables("Host=[::1]:5432,db.example;Username=app"))
			.run((context) -> assertThat(context.getBean(JdbcConnectionDetails.class).getJdbcUrl())
				.startsWith("jdbc:postgresql://[::1]:5432,db.example:5432/?"));
	}

	@Test
	void hidesNothingOfTheConnectionFactory() {
		this.runner.withVariables(variables(STRING)).run((context) -> {
			OptionsCapableConnectionFactory factory = OptionsCapableConnectionFactory
				.unwrapFrom(context.getBean(ConnectionFactory.class));
			assertThat(factory).isNotNull();
			assertThat(factory.getOptions().getValue(ConnectionFactoryOptions.HOST)).isEqualTo("db.example");
		});
	}

	private static AppHostVariables variables(String connectionString) {
		return AppHostVariables.none().connectionString("db", connectionString);
	}

	private static ConnectionFactoryOptions options(R2dbcConnectionDetails details) {
		return details.getConnectionFactoryOptions();
	}

}
