// SPDX-License-Identifier: Apache-2.0

/**
 * Tests with real processes.
 */
@NullMarked
package io.github.aspirespring.examples.apphost.process;

import org.jspecify.annotations.NullMarked;
