// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.io.IOException;
import java.net.ConnectException;

import javax.net.ssl.SSLHandshakeException;

import io.opentelemetry.exporter.internal.FailedExportException;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExportFailureTests {

	@Test
	void tellsWhatTheNetworkSays() {
		ExportFailure failure = ExportFailure
			.of(FailedExportException.grpcFailedExceptionally(new ConnectException("Failed to connect\nto it")));

		assertThat(failure).isEqualTo(new ExportFailure("ConnectException: Failed to connect to it", ""));
	}

	@Test
	void tellsWhoseCertificateToTrust() {
		assertThat(ExportFailure.of(new SSLHandshakeException("PKIX path building failed")).advice())
			.contains("OTEL_EXPORTER_OTLP_CERTIFICATE");
	}

	@Test
	void advisesOnAServerThatHangsUp() {
		assertThat(ExportFailure.of(new IOException("unexpected end of stream on http://localhost:4317/...")).advice())
			.contains("OTEL_EXPORTER_OTLP_PROTOCOL");
	}

	@Test
	void doesNotQuoteWhatMayQuoteAHeader() {
		ExportFailure failure = ExportFailure
			.of(new IllegalArgumentException("Unexpected char 0x0a at 3 in x-otlp-api-key value: secret"));

		assertThat(failure.toString()).contains("IllegalArgumentException")
			.contains("OTEL_EXPORTER_OTLP_HEADERS")
			.doesNotContain("secret");
	}

	@Test
	void knowsThatThereIsNoReason() {
		assertThat(ExportFailure.of((Throwable) null).reason()).isEqualTo("no reason given");
	}

	@ParameterizedTest
	@CsvSource({ "UNAUTHENTICATED, OTEL_EXPORTER_OTLP_HEADERS", "UNIMPLEMENTED, OTEL_EXPORTER_OTLP_PROTOCOL" })
	void advisesOnStatusCodesOfGrpc(GrpcStatusCode status, String variable) {
		ExportFailure failure = ExportFailure
			.of(FailedExportException.grpcFailedWithResponse(new Response(status, "")));

		assertThat(failure.reason()).isEqualTo("gRPC status " + status);
		assertThat(failure.advice()).contains(variable);
	}

	@Test
	void advisesOnHttpErrorsInPlaceOfGrpc() {
		ExportFailure failure = ExportFailure.of(new Response(GrpcStatusCode.UNKNOWN, ""));

		assertThat(failure.reason()).contains("401");
		assertThat(failure.advice()).contains("OTEL_EXPORTER_OTLP_HEADERS").contains("OTEL_EXPORTER_OTLP_PROTOCOL");
	}

	@Test
	void shortensWhatIsLong() {
		ExportFailure failure = ExportFailure.of(new IOException("x".repeat(5000)));

		assertThat(failure.reason()).hasSizeLessThan(230);
	}

	@ParameterizedTest
	@CsvSource({ "http://user:secret@localhost:4318/v1/traces?key=secret, http://localhost:4318",
			"https://otel.example.com, https://otel.example.com", "http://[::1]:4317, http://[::1]:4317",
			"not an address, the OTLP endpoint" })
	void namesTheOriginOnly(String url, String origin) {
		assertThat(ExportFailure.origin(url)).isEqualTo(origin);
	}

	private record Response(GrpcStatusCode status, String description) implements GrpcResponse {

		@Override
		public GrpcStatusCode getStatusCode() {
			return this.status;
		}

		@Override
		public String getStatusDescription() {
			return this.description;
		}

		@Override
		public byte[] getResponseMessage() {
			return new byte[0];
		}

	}

}
