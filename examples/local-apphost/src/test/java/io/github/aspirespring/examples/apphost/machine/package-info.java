// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of what this machine has.
 */
@NullMarked
package io.github.aspirespring.examples.apphost.machine;

import org.jspecify.annotations.NullMarked;
