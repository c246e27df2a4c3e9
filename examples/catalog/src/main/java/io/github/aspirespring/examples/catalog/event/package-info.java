// SPDX-License-Identifier: Apache-2.0

/**
 * What happened to products, told to whoever listens to Kafka.
 */
@NullMarked
package io.github.aspirespring.examples.catalog.event;

import org.jspecify.annotations.NullMarked;
