// SPDX-License-Identifier: Apache-2.0

/**
 * What the actuator shows of the AppHost's connections.
 */
@NullMarked
package io.github.aspirespring.boot.actuate;

import org.jspecify.annotations.NullMarked;
