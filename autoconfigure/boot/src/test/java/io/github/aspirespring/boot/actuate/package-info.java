// SPDX-License-Identifier: Apache-2.0

@NullMarked
package io.github.aspirespring.boot.actuate;

import org.jspecify.annotations.NullMarked;
