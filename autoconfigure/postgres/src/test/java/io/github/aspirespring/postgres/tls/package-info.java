// SPDX-License-Identifier: Apache-2.0

@NullMarked
package io.github.aspirespring.postgres.tls;

import org.jspecify.annotations.NullMarked;
