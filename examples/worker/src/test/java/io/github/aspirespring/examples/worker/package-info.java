// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of the worker.
 */
@NullMarked
package io.github.aspirespring.examples.worker;

import org.jspecify.annotations.NullMarked;
