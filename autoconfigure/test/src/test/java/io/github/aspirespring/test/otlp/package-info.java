// SPDX-License-Identifier: Apache-2.0

@NullMarked
package io.github.aspirespring.test.otlp;

import org.jspecify.annotations.NullMarked;
