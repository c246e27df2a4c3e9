// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.messaging;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties for the spans of messages.
 *
 * @param enabled Whether sending and receiving by Kafka and RabbitMQ is observed, and the
 * spans get the attributes that the dashboard reads.
 */
@ConfigurationProperties("aspire.telemetry.messaging")
record MessagingTelemetryProperties(@DefaultValue("true") boolean enabled) {

}
