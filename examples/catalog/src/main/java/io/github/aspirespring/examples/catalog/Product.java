// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog;

import java.math.BigDecimal;

/**
 * A product on sale.
 *
 * @param id the identifier, given by the database
 * @param sku the stock keeping unit, unique in the catalogue
 * @param name the name shown to customers
 * @param price the price, two decimal places
 */
public record Product(long id, String sku, String name, BigDecimal price) {

}
