// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.redis;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties for the spans of Redis.
 *
 * @param enabled Whether the spans of Redis commands get the attributes that the
 * dashboard reads, and those of opening a connection are left out.
 */
@ConfigurationProperties("aspire.telemetry.redis")
record RedisTelemetryProperties(@DefaultValue("true") boolean enabled) {

}
