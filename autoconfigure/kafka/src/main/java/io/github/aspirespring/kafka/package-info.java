// SPDX-License-Identifier: Apache-2.0

/**
 * Connects Spring for Apache Kafka to the Kafka, Redpanda or Event Hubs resource that an
 * AppHost references.
 */
@NullMarked
package io.github.aspirespring.kafka;

import org.jspecify.annotations.NullMarked;
