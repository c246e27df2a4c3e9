// SPDX-License-Identifier: Apache-2.0

@NullMarked
package io.github.aspirespring.trust;

import org.jspecify.annotations.NullMarked;
