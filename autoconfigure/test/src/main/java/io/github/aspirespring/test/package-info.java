// SPDX-License-Identifier: Apache-2.0

/**
 * Tests a service, or an integration, with the variables that an AppHost would inject.
 */
@NullMarked
package io.github.aspirespring.test;

import org.jspecify.annotations.NullMarked;
