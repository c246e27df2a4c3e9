// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog;

import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * There is no product with that identifier.
 */
class ProductNotFoundException extends ErrorResponseException {

	ProductNotFoundException(long id) {
		super(HttpStatus.NOT_FOUND);
		setDetail("There is no product with the identifier " + id + ".");
	}

}
