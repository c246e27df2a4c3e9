// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.io.IOException;
import java.net.URI;

import javax.net.ssl.SSLException;

import io.opentelemetry.exporter.internal.FailedExportException;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Why telemetry has not been delivered, in words that may be logged: neither the value of
 * a header nor what a stranger answers at length is among them.
 *
 * @param reason what has happened
 * @param advice what may help, or an empty text
 */
record ExportFailure(String reason, String advice) {

	private static final String CHECK_KEY = "Check the API key in OTEL_EXPORTER_OTLP_HEADERS.";

	private static final String CHECK_PROTOCOL = "Check OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_PROTOCOL.";

	private static final String CHECK_HEADERS = "Check OTEL_EXPORTER_OTLP_HEADERS.";

	private static final String CHECK_CERTIFICATE = "OTEL_EXPORTER_OTLP_CERTIFICATE names the certificate to trust.";

	// As OkHttp says it where a server for gRPC hangs up on HTTP
	private static final String NOT_UNDERSTOOD = "unexpected end of stream";

	private static final int MAX_LENGTH = 200;

	static ExportFailure of(@Nullable Throwable failure) {
		if (failure instanceof FailedExportException.HttpExportException http && http.getResponse() != null) {
			return of(http.getResponse());
		}
		if (failure instanceof FailedExportException.GrpcExportException grpc && grpc.getResponse() != null) {
			return of(grpc.getResponse());
		}
		if (failure instanceof FailedExportException && failure.getCause() != null) {
			return of(failure.getCause());
		}
		if (failure instanceof IOException) {
			String message = shorten(failure.getMessage());
			return new ExportFailure(failure.getClass().getSimpleName() + ": " + message,
					(failure instanceof SSLException) ? CHECK_CERTIFICATE
							: message.startsWith(NOT_UNDERSTOOD) ? CHECK_PROTOCOL : "");
		}
		// Others are no failure of the network, and may quote the header that they
		// dislike
		return new ExportFailure((failure != null) ? failure.getClass().getName() : "no reason given",
				(failure instanceof IllegalArgumentException) ? CHECK_HEADERS : "");
	}

	static ExportFailure of(HttpResponse response) {
		int status = response.getStatusCode();
		return new ExportFailure("HTTP status " + status, switch (status) {
			case 401, 403 -> CHECK_KEY;
			case 404, 405, 415 -> CHECK_PROTOCOL;
			default -> "";
		});
	}

	static ExportFailure of(GrpcResponse response) {
		GrpcStatusCode status = response.getStatusCode();
		String description = shorten(response.getStatusDescription());
		if (status == GrpcStatusCode.UNKNOWN && description.isEmpty()) {
			// What is left of an HTTP status, by which the dashboard refuses a wrong key
			return new ExportFailure("an HTTP error in place of an answer of gRPC, such as 401",
					CHECK_KEY + " " + CHECK_PROTOCOL);
		}
		return new ExportFailure("gRPC status " + status + (description.isEmpty() ? "" : ": " + description),
				switch (status) {
					case UNAUTHENTICATED, PERMISSION_DENIED -> CHECK_KEY;
					case UNIMPLEMENTED -> CHECK_PROTOCOL;
					default -> "";
				});
	}

	/**
	 * Returns the origin of an address, without what a URL may have of credentials.
	 */
	static String origin(String url) {
		try {
			URI uri = URI.create(url);
			if (uri.getHost() != null) {
				return uri.getScheme() + "://" + uri.getHost() + ((uri.getPort() != -1) ? ":" + uri.getPort() : "");
			}
		}
		catch (IllegalArgumentException ex) {
			// The exporter that cannot use it says so: here it is a name only
		}
		return "the OTLP endpoint";
	}

	static String shorten(@Nullable String text) {
		String line = (text != null) ? text.replaceAll("\\s+", " ").trim() : "";
		return (line.length() > MAX_LENGTH) ? line.substring(0, MAX_LENGTH) + "…" : line;
	}

}
