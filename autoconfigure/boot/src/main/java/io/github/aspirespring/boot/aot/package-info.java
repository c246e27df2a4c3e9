// SPDX-License-Identifier: Apache-2.0

/**
 * What an application that is processed ahead of time has to keep for the run.
 */
@NullMarked
package io.github.aspirespring.boot.aot;

import org.jspecify.annotations.NullMarked;
