// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.time.Duration;

import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.r2dbc.EmbeddedDatabaseConnection;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.ConditionalOnAspireConnection;
import io.github.aspirespring.boot.ConnectionReport;
import io.github.aspirespring.boot.ConnectionSelector;
import io.github.aspirespring.boot.Selection;

/**
 * Auto-configuration that connects R2DBC to the PostgreSQL that an AppHost references.
 */
@AutoConfiguration(before = R2dbcAutoConfiguration.class, after = AspireAutoConfiguration.class)
@ConditionalOnClass({ R2dbcConnectionDetails.class, PostgresqlConnectionFactoryProvider.class })
@ConditionalOnAspireConnection(value = PostgresIntegration.ID, client = PostgresIntegration.R2DBC)
@EnableConfigurationProperties(R2dbcProperties.class)
public final class AspirePostgresR2dbcAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(R2dbcConnectionDetails.class)
	AspireR2dbcConnectionDetails aspireR2dbcConnectionDetails(ConnectionSelector selector, ConnectionReport report,
			R2dbcProperties properties, ObjectProvider<SslBundles> sslBundles) {
		Selection selection = selector.select(PostgresIntegration.ID, PostgresIntegration.R2DBC);
		if (selection == null) {
			return new AspireR2dbcConnectionDetails(() -> configured(properties), Duration.ZERO, null);
		}
		SelectedPostgres selected = new SelectedPostgres(selection, PostgresIntegration.R2DBC, properties.getUsername(),
				properties.getPassword());
		PostgresConnection connection = selected.r2dbcConnection();
		if (report.add(selection, connection.target())) {
			selected.logUnused();
		}
		return new AspireR2dbcConnectionDetails(connection, properties.getProperties(), sslBundles.getIfAvailable(),
				selection.getOrigin());
	}

	// What spring.r2dbc.* says, else an embedded database, as Spring Boot does. An
	// application that was processed ahead of time gets here when no AppHost connects it
	private static ConnectionFactoryOptions configured(R2dbcProperties properties) {
		String name = properties.isGenerateUniqueName() ? properties.determineUniqueName() : properties.getName();
		String url = properties.getUrl();
		boolean embedded = !StringUtils.hasText(url);
		if (embedded) {
			url = EmbeddedDatabaseConnection.get(null).getUrl(StringUtils.hasLength(name) ? name : "testdb");
		}
		Assert.state(url != null, "No AppHost connects R2DBC, and 'spring.r2dbc.url' is not set");
		ConnectionFactoryOptions parsed = ConnectionFactoryOptions.parse(url);
		ConnectionFactoryOptions.Builder options = parsed.mutate();
		addIfMissing(options, parsed, ConnectionFactoryOptions.DATABASE, name);
		addIfMissing(options, parsed, ConnectionFactoryOptions.USER,
				(embedded && properties.getUsername() == null) ? "sa" : properties.getUsername());
		addIfMissing(options, parsed, ConnectionFactoryOptions.PASSWORD, properties.getPassword());
		properties.getProperties().forEach((option, value) -> options.option(Option.valueOf(option), value));
		return options.build();
	}

	private static <T extends CharSequence> void addIfMissing(ConnectionFactoryOptions.Builder options,
			ConnectionFactoryOptions parsed, Option<T> option, @Nullable T value) {
		if (!parsed.hasOption(option) && StringUtils.hasText(value)) {
			options.option(option, value);
		}
	}

}
