// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.annotation.RegisterReflection;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.XADataSourceAutoConfiguration;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.ConditionalOnAspireConnection;
import io.github.aspirespring.boot.ConnectionReport;
import io.github.aspirespring.boot.ConnectionSelector;
import io.github.aspirespring.boot.Selection;
import io.github.aspirespring.postgres.AspirePostgresEntraAutoConfiguration.EntraDataSourceUrl;
import io.github.aspirespring.postgres.tls.BundleSocketFactory;

/**
 * Auto-configuration that connects JDBC to the PostgreSQL that an AppHost references.
 */
@AutoConfiguration(before = { XADataSourceAutoConfiguration.class, DataSourceAutoConfiguration.class },
		after = AspireAutoConfiguration.class)
@ConditionalOnClass({ JdbcConnectionDetails.class, Driver.class })
@ConditionalOnAspireConnection(value = PostgresIntegration.ID, client = PostgresIntegration.JDBC)
@Conditional(AspirePostgresJdbcAutoConfiguration.OnNoJndiName.class)
@EnableConfigurationProperties(DataSourceProperties.class)
@RegisterReflection(classes = BundleSocketFactory.class, memberCategories = MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS)
public final class AspirePostgresJdbcAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(JdbcConnectionDetails.class)
	JdbcConnectionDetails aspireJdbcConnectionDetails(ConnectionSelector selector, ConnectionReport report,
			DataSourceProperties properties, ObjectProvider<EntraDataSourceUrl> entraUrl,
			ObjectProvider<SslBundles> sslBundles) {
		Selection selection = selector.select(PostgresIntegration.ID, PostgresIntegration.JDBC);
		if (selection == null) {
			return new ConfiguredJdbcConnectionDetails(properties, null);
		}
		SelectedPostgres selected = new SelectedPostgres(selection, PostgresIntegration.JDBC, properties.getUsername(),
				properties.getPassword());
		PostgresConnection connection = selected.jdbcConnection(sslBundles.getIfAvailable());
		if (connection.needsEntraToken() && entraUrl.getIfAvailable() == null) {
			throw new EntraTokenException(selected.source(), connection.target(),
					"Add 'com.azure.spring:spring-cloud-azure-starter-jdbc-postgresql' and set "
							+ "'spring.datasource.azure.passwordless-enabled' to true and 'spring.datasource.username' "
							+ "to the name of the identity, or have the AppHost use password authentication.");
		}
		if (report.add(selection, connection.target())) {
			selected.logUnused();
		}
		Set<String> options = selector.options(PostgresIntegration.OPTIONS);
		selected.logSslPassword(options);
		return connection.needsEntraToken() ? new ConfiguredJdbcConnectionDetails(properties, selection.getOrigin())
				: new AspireJdbcConnectionDetails(connection, options, selection.getOrigin());
	}

	/**
	 * What {@code spring.datasource.*} says. An application that was processed ahead of
	 * time gets here when no AppHost connects it, for by then Spring Boot's own
	 * connection details are out of the picture.
	 *
	 * @param properties the properties of the application
	 * @param origin where the connection was set, or {@code null} if that is the
	 * application
	 */
	private record ConfiguredJdbcConnectionDetails(DataSourceProperties properties,
			@Nullable Origin origin) implements JdbcConnectionDetails, OriginProvider {

		@Override
		public String getJdbcUrl() {
			return this.properties.determineUrl();
		}

		@Override
		public @Nullable String getUsername() {
			return this.properties.determineUsername();
		}

		@Override
		public @Nullable String getPassword() {
			return this.properties.determinePassword();
		}

		@Override
		public String getDriverClassName() {
			return this.properties.determineDriverClassName();
		}

		@Override
		public @Nullable String getXaDataSourceClassName() {
			String configured = this.properties.getXa().getDataSourceClassName();
			return (configured != null) ? configured : JdbcConnectionDetails.super.getXaDataSourceClassName();
		}

		@Override
		public @Nullable Origin getOrigin() {
			return this.origin;
		}

		/**
		 * Returns the origin only, for a URL of the application may hold a secret.
		 */
		@Override
		public String toString() {
			return "ConfiguredJdbcConnectionDetails[origin=" + this.origin + "]";
		}

	}

	/**
	 * A {@code DataSource} of the container is in use whatever the connection details
	 * are.
	 */
	static final class OnNoJndiName extends NoneNestedConditions {

		OnNoJndiName() {
			super(ConfigurationPhase.PARSE_CONFIGURATION);
		}

		@ConditionalOnProperty("spring.datasource.jndi-name")
		static final class JndiName {

		}

	}

}
