// SPDX-License-Identifier: Apache-2.0

/**
 * Connects Flyway and Liquibase where there is no {@code DataSource} for them to use.
 */
@NullMarked
package io.github.aspirespring.postgres.migration;

import org.jspecify.annotations.NullMarked;
