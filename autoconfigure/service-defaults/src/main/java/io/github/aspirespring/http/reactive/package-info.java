// SPDX-License-Identifier: Apache-2.0

/**
 * Service discovery and standard resilience in {@code WebClient} and the HTTP service
 * clients on top of it: the connector finds the service, a filter does the rest.
 */
@NullMarked
package io.github.aspirespring.http.reactive;

import org.jspecify.annotations.NullMarked;
