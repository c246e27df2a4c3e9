// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/**
 * Auto-configuration for what the signals of telemetry share.
 */
@AutoConfiguration
@EnableConfigurationProperties(TelemetryProperties.class)
public final class AspireTelemetryAutoConfiguration {

}
