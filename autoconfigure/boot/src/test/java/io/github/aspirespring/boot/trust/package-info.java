// SPDX-License-Identifier: Apache-2.0

@NullMarked
package io.github.aspirespring.boot.trust;

import org.jspecify.annotations.NullMarked;
