// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.r2dbc;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties for the spans of databases that are asked by R2DBC.
 *
 * @param enabled Whether the spans of statements are made fit for the dashboard, instead
 * of being left to Spring Boot.
 * @param queryText Whether spans carry the SQL text. Where a statement has no parameters,
 * question marks take the place of the values in it.
 */
@ConfigurationProperties("aspire.telemetry.r2dbc")
record R2dbcTelemetryProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean queryText) {

}
