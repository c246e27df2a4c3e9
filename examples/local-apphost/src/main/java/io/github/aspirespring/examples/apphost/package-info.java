// SPDX-License-Identifier: Apache-2.0

/**
 * A stand-in for an Aspire AppHost, for machines without the Aspire CLI: runs the
 * services with real servers, and gives them the variables an AppHost would.
 */
@NullMarked
package io.github.aspirespring.examples.apphost;

import org.jspecify.annotations.NullMarked;
