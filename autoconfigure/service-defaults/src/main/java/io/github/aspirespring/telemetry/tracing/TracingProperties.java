// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.tracing;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of traces.
 *
 * @param enabled Whether spans are all recorded unless somebody says otherwise, have the
 * attributes of OpenTelemetry, and are left out for health probes.
 * @param untracedPaths Paths below the context path for which there are no spans, nor for
 * what is below them, besides /health, /alive and those of the actuator.
 * @param queryValues Whether the values of query parameters show in the addresses of
 * spans. They often are secrets.
 */
@ConfigurationProperties("aspire.telemetry.tracing")
public record TracingProperties(@DefaultValue("true") boolean enabled, @DefaultValue List<String> untracedPaths,
		@DefaultValue("false") boolean queryValues) {

}
