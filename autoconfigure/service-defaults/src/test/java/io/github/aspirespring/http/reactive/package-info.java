// SPDX-License-Identifier: Apache-2.0

@NullMarked
package io.github.aspirespring.http.reactive;

import org.jspecify.annotations.NullMarked;
