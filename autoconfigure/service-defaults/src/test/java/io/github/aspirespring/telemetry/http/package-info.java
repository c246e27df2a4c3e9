// SPDX-License-Identifier: Apache-2.0

@NullMarked
package io.github.aspirespring.telemetry.http;

import org.jspecify.annotations.NullMarked;
