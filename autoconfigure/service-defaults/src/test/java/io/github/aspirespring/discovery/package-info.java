// SPDX-License-Identifier: Apache-2.0

@NullMarked
package io.github.aspirespring.discovery;

import org.jspecify.annotations.NullMarked;
