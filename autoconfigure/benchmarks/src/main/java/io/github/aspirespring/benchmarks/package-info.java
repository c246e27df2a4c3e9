// SPDX-License-Identifier: Apache-2.0

/**
 * What reading the variables of an AppHost costs an application.
 */
@NullMarked
package io.github.aspirespring.benchmarks;

import org.jspecify.annotations.NullMarked;
