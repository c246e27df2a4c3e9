// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Another product has that SKU already.
 */
class DuplicateSkuException extends ErrorResponseException {

	DuplicateSkuException(String sku, @Nullable Throwable cause) {
		super(HttpStatus.CONFLICT, ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT,
				"Another product has the SKU '" + sku + "' already."), cause);
	}

}
