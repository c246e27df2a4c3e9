// SPDX-License-Identifier: Apache-2.0

/**
 * TLS with what the application trusts, for pgjdbc.
 */
@NullMarked
package io.github.aspirespring.postgres.tls;

import org.jspecify.annotations.NullMarked;
