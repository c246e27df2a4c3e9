// SPDX-License-Identifier: Apache-2.0

/**
 * The smallest integration there can be, for the kit to test itself with.
 */
@NullMarked
package io.github.aspirespring.test.echo;

import org.jspecify.annotations.NullMarked;
