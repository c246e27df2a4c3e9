// SPDX-License-Identifier: Apache-2.0

/**
 * Certificates that an AppHost has the application trust, in addition to what the JVM
 * trusts.
 */
@NullMarked
package io.github.aspirespring.boot.trust;

import org.jspecify.annotations.NullMarked;
