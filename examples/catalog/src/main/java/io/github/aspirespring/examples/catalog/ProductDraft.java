// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog;

import java.math.BigDecimal;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What a client sends to create or replace a product. The limits are those of the table,
 * so that a client reads about them instead of about a failed statement.
 *
 * @param sku the stock keeping unit: upper-case letters, digits and dashes
 * @param name the name shown to customers
 * @param price the price, not negative, at most two decimal places
 */
record ProductDraft(@NotNull @Pattern(regexp = "[A-Z0-9][A-Z0-9-]{0,31}") String sku,
		@NotBlank @Size(max = 200) String name,
		@NotNull @DecimalMin("0.00") @Digits(integer = 8, fraction = 2) BigDecimal price) {

}
