// SPDX-License-Identifier: Apache-2.0

@NullMarked
package io.github.aspirespring.discovery.metrics;

import org.jspecify.annotations.NullMarked;
