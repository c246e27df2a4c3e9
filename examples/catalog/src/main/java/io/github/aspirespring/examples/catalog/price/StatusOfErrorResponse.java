// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.price;

import io.grpc.Status;
import io.grpc.StatusException;
import org.jspecify.annotations.Nullable;

import org.springframework.grpc.server.exception.GrpcExceptionHandler;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/**
 * Errors of the catalogue as statuses of gRPC, with what a client over HTTP would read in
 * the problem detail. All others are {@code UNKNOWN}, and a client is not told more.
 */
@Component
class StatusOfErrorResponse implements GrpcExceptionHandler {

	@Override
	public @Nullable StatusException handleException(Throwable exception) {
		if (!(exception instanceof ErrorResponseException ex)) {
			return null;
		}
		ProblemDetail problem = ex.getBody();
		Status status = switch (HttpStatus.valueOf(problem.getStatus())) {
			case NOT_FOUND -> Status.NOT_FOUND;
			case SERVICE_UNAVAILABLE -> Status.UNAVAILABLE;
			default -> Status.UNKNOWN;
		};
		return status.withDescription(problem.getDetail()).asException();
	}

}
