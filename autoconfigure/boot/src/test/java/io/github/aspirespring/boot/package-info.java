// SPDX-License-Identifier: Apache-2.0

@NullMarked
package io.github.aspirespring.boot;

import org.jspecify.annotations.NullMarked;
