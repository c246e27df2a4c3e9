// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.storefront;

import java.math.BigDecimal;

/**
 * What a product costs.
 *
 * @param productId the identifier of the product
 * @param price the price, two decimal places
 */
record ProductPrice(long productId, BigDecimal price) {

}
