// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of the whole stand-in.
 */
@NullMarked
package io.github.aspirespring.examples.apphost;

import org.jspecify.annotations.NullMarked;
