// SPDX-License-Identifier: Apache-2.0

/**
 * Health of Kafka, which Spring Boot has no indicator for.
 */
@NullMarked
package io.github.aspirespring.kafka.health;

import org.jspecify.annotations.NullMarked;
