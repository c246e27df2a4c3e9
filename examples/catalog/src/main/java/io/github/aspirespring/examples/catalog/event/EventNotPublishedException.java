// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.event;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Nobody could be told what happened to a product, so it did not happen.
 */
public class EventNotPublishedException extends ErrorResponseException {

	EventNotPublishedException(Throwable cause) {
		super(HttpStatus.SERVICE_UNAVAILABLE, ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"Products cannot be changed at the moment. Try again later."), cause);
	}

}
