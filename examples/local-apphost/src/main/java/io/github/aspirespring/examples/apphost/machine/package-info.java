// SPDX-License-Identifier: Apache-2.0

/**
 * What this machine has: commands on the {@code PATH}, and the Aspire CLI, if need be
 * from npm.
 */
@NullMarked
package io.github.aspirespring.examples.apphost.machine;

import org.jspecify.annotations.NullMarked;
