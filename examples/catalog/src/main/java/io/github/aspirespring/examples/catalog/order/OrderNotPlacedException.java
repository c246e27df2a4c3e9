// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.order;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Nobody confirmed that an order is safe, so the client must not rely on it.
 */
class OrderNotPlacedException extends ErrorResponseException {

	OrderNotPlacedException(String reason) {
		this(reason, null);
	}

	OrderNotPlacedException(String reason, @Nullable Throwable cause) {
		super(HttpStatus.SERVICE_UNAVAILABLE, ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"The order was not placed: " + reason + ". Try again later."), cause);
	}

}
