// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties for the export of telemetry.
 *
 * @param reportFailures Whether one warning about traces, metrics and logs takes the
 * place of those of each exporter where telemetry does not reach its endpoint.
 * @param reportInterval Time between two of these warnings.
 */
@ConfigurationProperties("aspire.telemetry.otlp")
record OtlpExportProperties(@DefaultValue("true") boolean reportFailures, @DefaultValue("1m") Duration reportInterval) {

}
