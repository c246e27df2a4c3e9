// SPDX-License-Identifier: Apache-2.0

/**
 * What the server of a service gets from the AppHost that runs it.
 */
@NullMarked
package io.github.aspirespring.server;

import org.jspecify.annotations.NullMarked;
