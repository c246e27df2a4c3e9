// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of the events without a server.
 */
@NullMarked
package io.github.aspirespring.examples.catalog.event;

import org.jspecify.annotations.NullMarked;
