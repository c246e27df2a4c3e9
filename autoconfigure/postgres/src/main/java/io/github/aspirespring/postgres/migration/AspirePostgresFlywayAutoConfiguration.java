// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres.migration;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.flyway.autoconfigure.FlywayProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;

import io.github.aspirespring.boot.ConditionalOnAspireConnection;
import io.github.aspirespring.postgres.AspirePostgresJdbcAutoConfiguration;

/**
 * Auto-configuration that connects Flyway in an application that has R2DBC but no
 * {@code DataSource}. Spring Boot runs Flyway as soon as there are connection details for
 * JDBC, and would then miss the {@code DataSource}.
 */
@AutoConfiguration(before = FlywayAutoConfiguration.class,
		after = { AspirePostgresJdbcAutoConfiguration.class, DataSourceAutoConfiguration.class })
@ConditionalOnClass({ FlywayConnectionDetails.class, JdbcConnectionDetails.class })
@ConditionalOnAspireConnection(value = "postgres", client = "spring.datasource")
@ConditionalOnBean(JdbcConnectionDetails.class)
@ConditionalOnMissingBean(DataSource.class)
@EnableConfigurationProperties(FlywayProperties.class)
public final class AspirePostgresFlywayAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(FlywayConnectionDetails.class)
	Details aspireFlywayConnectionDetails(JdbcConnectionDetails jdbc, FlywayProperties properties) {
		return new Details(jdbc, properties);
	}

	/**
	 * Where {@code spring.flyway.*} says, else where JDBC connects to.
	 *
	 * @param jdbc the connection details for JDBC
	 * @param properties the properties of the application
	 */
	record Details(JdbcConnectionDetails jdbc, FlywayProperties properties) implements FlywayConnectionDetails {

		@Override
		public @Nullable String getJdbcUrl() {
			return isConfigured() ? this.properties.getUrl() : this.jdbc.getJdbcUrl();
		}

		@Override
		public @Nullable String getUsername() {
			return usesOwnUser() ? this.properties.getUser() : this.jdbc.getUsername();
		}

		@Override
		public @Nullable String getPassword() {
			return usesOwnUser() ? this.properties.getPassword() : this.jdbc.getPassword();
		}

		@Override
		public @Nullable String getDriverClassName() {
			String configured = this.properties.getDriverClassName();
			return (configured != null) ? configured : FlywayConnectionDetails.super.getDriverClassName();
		}

		/**
		 * Returns the connection details for JDBC only, for the rest may be secret.
		 */
		@Override
		public String toString() {
			return "FlywayDetails[" + this.jdbc + "]";
		}

		private boolean isConfigured() {
			return this.properties.getUrl() != null;
		}

		private boolean usesOwnUser() {
			return isConfigured() || this.properties.getUser() != null;
		}

	}

}
