// SPDX-License-Identifier: Apache-2.0

/**
 * What an application that fails to start says about the AppHost's connections.
 */
@NullMarked
package io.github.aspirespring.boot.diagnostics;

import org.jspecify.annotations.NullMarked;
