// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of the catalogue without a server.
 */
@NullMarked
package io.github.aspirespring.examples.catalog;

import org.jspecify.annotations.NullMarked;
