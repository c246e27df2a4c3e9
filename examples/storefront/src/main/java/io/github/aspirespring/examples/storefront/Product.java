// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.storefront;

/**
 * What the storefront wants to know from the catalog of a product.
 *
 * @param id the identifier
 * @param sku the stock keeping unit
 * @param name the name shown to customers
 */
record Product(long id, String sku, String name) {

}
