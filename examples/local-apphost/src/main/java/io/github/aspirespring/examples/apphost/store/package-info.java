// SPDX-License-Identifier: Apache-2.0

/**
 * What the services keep and send, seen and touched behind their back.
 */
@NullMarked
package io.github.aspirespring.examples.apphost.store;

import org.jspecify.annotations.NullMarked;
