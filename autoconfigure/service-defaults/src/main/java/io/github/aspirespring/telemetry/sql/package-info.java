// SPDX-License-Identifier: Apache-2.0

/**
 * What spans say of SQL and of databases, whichever way they are asked.
 */
@NullMarked
package io.github.aspirespring.telemetry.sql;

import org.jspecify.annotations.NullMarked;
