// SPDX-License-Identifier: Apache-2.0

/**
 * The processes behind the resources: starting, watching and stopping them.
 */
@NullMarked
package io.github.aspirespring.examples.apphost.process;

import org.jspecify.annotations.NullMarked;
