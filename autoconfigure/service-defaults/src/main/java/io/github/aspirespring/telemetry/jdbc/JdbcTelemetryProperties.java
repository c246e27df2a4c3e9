// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.jdbc;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties for the spans of databases.
 *
 * @param enabled Whether statements that are sent to databases are observed.
 * @param queryText Whether spans carry the SQL text. Where a statement has no parameters,
 * question marks take the place of the values in it.
 */
@ConfigurationProperties("aspire.telemetry.jdbc")
record JdbcTelemetryProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean queryText) {

}
