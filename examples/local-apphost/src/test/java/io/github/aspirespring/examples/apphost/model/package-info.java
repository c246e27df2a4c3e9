// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of what an AppHost knows before anything runs.
 */
@NullMarked
package io.github.aspirespring.examples.apphost.model;

import org.jspecify.annotations.NullMarked;
