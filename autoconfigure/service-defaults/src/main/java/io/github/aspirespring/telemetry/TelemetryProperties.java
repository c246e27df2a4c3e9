// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties for all of telemetry.
 *
 * @param enabled Whether traces, metrics and logs are made fit for the dashboard of the
 * AppHost. Off by default where the OpenTelemetry Java agent is attached.
 * @param javaAgent Whether telemetry is left to the OpenTelemetry Java agent. On by
 * default where it is attached.
 */
@ConfigurationProperties("aspire.telemetry")
record TelemetryProperties(@DefaultValue("true") boolean enabled, @DefaultValue("false") boolean javaAgent) {

}
