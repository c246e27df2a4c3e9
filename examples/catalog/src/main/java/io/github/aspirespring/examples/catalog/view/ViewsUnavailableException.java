// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.view;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Nobody knows what was looked at.
 */
public class ViewsUnavailableException extends ErrorResponseException {

	ViewsUnavailableException(Throwable cause) {
		super(HttpStatus.SERVICE_UNAVAILABLE, ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"Which products are popular is not known at the moment. Try again later."), cause);
	}

}
