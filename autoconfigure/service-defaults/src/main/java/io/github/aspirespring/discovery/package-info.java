// SPDX-License-Identifier: Apache-2.0

/**
 * Service discovery: turns {@code https+http://catalog/products} into the address of a
 * service that an AppHost references.
 */
@NullMarked
package io.github.aspirespring.discovery;

import org.jspecify.annotations.NullMarked;
