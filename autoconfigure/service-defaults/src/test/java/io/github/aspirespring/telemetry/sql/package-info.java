// SPDX-License-Identifier: Apache-2.0

@NullMarked
package io.github.aspirespring.telemetry.sql;

import org.jspecify.annotations.NullMarked;
