// SPDX-License-Identifier: Apache-2.0

@NullMarked
package io.github.aspirespring.telemetry.r2dbc;

import org.jspecify.annotations.NullMarked;
