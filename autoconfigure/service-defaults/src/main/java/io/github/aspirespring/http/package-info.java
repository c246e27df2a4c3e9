// SPDX-License-Identifier: Apache-2.0

/**
 * Service discovery and standard resilience in {@code RestClient}, {@code RestTemplate}
 * and HTTP service clients, by way of the request factory beneath them.
 */
@NullMarked
package io.github.aspirespring.http;

import org.jspecify.annotations.NullMarked;
