// SPDX-License-Identifier: Apache-2.0

/**
 * Runs whole services again and again, in turn, and compares them: how long they take to
 * start, what they take for it, and how many requests they serve.
 */
@NullMarked
package io.github.aspirespring.benchmarks.process;

import org.jspecify.annotations.NullMarked;
