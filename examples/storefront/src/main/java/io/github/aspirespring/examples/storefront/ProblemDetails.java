// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.storefront;

import java.util.Map;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Every error as a problem detail (RFC 9457). What is wrong with a request, the catalog
 * has said; when the catalog itself is what is wrong, a client is told no more than that,
 * and the log has the rest.
 */
@RestControllerAdvice
class ProblemDetails extends ResponseEntityExceptionHandler {

	private static final Logger log = LoggerFactory.getLogger(ProblemDetails.class);

	@ExceptionHandler
	ProblemDetail handleRefused(HttpClientErrorException ex) {
		ProblemDetail answer = ex.getResponseBodyAs(ProblemDetail.class);
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(ex.getStatusCode(),
				(answer != null) ? answer.getDetail() : null);
		Map<String, Object> properties = (answer != null) ? answer.getProperties() : null;
		problem.setProperties(properties);
		return problem;
	}

	@ExceptionHandler
	ProblemDetail handleAway(RestClientException ex) {
		return away(ex);
	}

	@ExceptionHandler
	ProblemDetail handleStatus(StatusRuntimeException ex) {
		if (ex.getStatus().getCode() == Status.Code.NOT_FOUND) {
			return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, ex.getStatus().getDescription());
		}
		return away(ex);
	}

	private static ProblemDetail away(Exception ex) {
		log.warn("The catalog did not answer as it should", ex);
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"The catalog does not answer at the moment. Try again later.");
	}

}
