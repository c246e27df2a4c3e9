// SPDX-License-Identifier: Apache-2.0

@NullMarked
package io.github.aspirespring.resilience;

import org.jspecify.annotations.NullMarked;
