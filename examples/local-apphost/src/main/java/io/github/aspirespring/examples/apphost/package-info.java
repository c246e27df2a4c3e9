// SPDX-License-Identifier: Apache-2.0

/**
 * A stand-in for an Aspire AppHost, for machines without the Aspire CLI: runs the catalog
 * example with a real PostgreSQL and a real Redis, and gives it the variables an AppHost
 * would.
 */
@NullMarked
package io.github.aspirespring.examples.apphost;

import org.jspecify.annotations.NullMarked;
