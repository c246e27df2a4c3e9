// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka.health;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the health of Kafka.
 *
 * @param timeout How long a health check of Kafka may take.
 */
@ConfigurationProperties("aspire.kafka.health")
record KafkaHealthProperties(@DefaultValue("3s") Duration timeout) {
}
