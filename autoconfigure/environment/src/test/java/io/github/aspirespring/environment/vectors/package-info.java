// SPDX-License-Identifier: Apache-2.0

/**
 * What AppHosts inject, vector by vector.
 */
@NullMarked
package io.github.aspirespring.environment.vectors;

import org.jspecify.annotations.NullMarked;
