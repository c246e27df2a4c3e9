// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.otlp;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.aspirespring.test.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OtlpReceiverGrpcTests {

	@Test
	void receivesAllSignals() {
		try (OtlpReceiver receiver = OtlpReceiver.builder().apiKey("secret").start()) {
			export(receiver, InsecureChannelCredentials.create(), "secret");

			assertThat(receiver.spans()).hasSize(1);
			assertThat(receiver.metrics()).hasSize(1);
			assertThat(receiver.logs()).hasSize(1);
			assertThat(receiver.rejections()).hasSize(1);
			assertThat(receiver.unauthenticated()).isZero();
		}
	}

	@Test
	void refusesWhoDoesNotKnowTheKey() {
		try (OtlpReceiver receiver = OtlpReceiver.builder().apiKey("secret").start()) {
			assertThatExceptionOfType(StatusRuntimeException.class)
				.isThrownBy(() -> export(receiver, InsecureChannelCredentials.create(), "wrong"))
				.extracting((ex) -> ex.getStatus().getCode())
				.isEqualTo(Status.Code.UNAUTHENTICATED);
			assertThat(receiver.unauthenticated()).isEqualTo(1);
		}
	}

	@Test
	void speaksTls(@TempDir Path folder) throws Exception {
		TestCertificates certificates = TestCertificates.create(folder, "dns:localhost");
		try (OtlpReceiver receiver = OtlpReceiver.builder()
			.tls(certificates.certificate(), certificates.key())
			.start()) {
			export(receiver, TlsChannelCredentials.newBuilder().trustManager(certificates.authority().toFile()).build(),
					"");
			HttpRequest request = HttpRequest.newBuilder(URI.create(receiver.httpEndpoint() + "/v1/traces"))
				.header("Content-Type", "application/x-protobuf")
				.POST(HttpRequest.BodyPublishers.ofByteArray(Exports.spans(Exports.span(2)).toByteArray()))
				.build();
			HttpResponse<Void> response = HttpClient.newBuilder()
				.sslContext(trust(certificates.trustStore()))
				.build()
				.send(request, HttpResponse.BodyHandlers.discarding());

			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(receiver.grpcEndpoint()).startsWith("https://localhost:");
			assertThat(receiver.httpEndpoint()).startsWith("https://localhost:");
			assertThat(receiver.spans()).hasSize(2);
		}
	}

	private static void export(OtlpReceiver receiver, ChannelCredentials credentials, String apiKey) {
		String target = URI.create(receiver.grpcEndpoint()).getAuthority();
		Metadata headers = new Metadata();
		headers.put(Metadata.Key.of("x-otlp-api-key", Metadata.ASCII_STRING_MARSHALLER), apiKey);
		ManagedChannel channel = Grpc.newChannelBuilder(target, credentials)
			.intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
			.build();
		try {
			assertThat(TraceServiceGrpc.newBlockingStub(channel)
				.withDeadlineAfter(30, TimeUnit.SECONDS)
				.export(Exports.spans(Exports.span(1)))
				.hasPartialSuccess()).isFalse();
			assertThat(MetricsServiceGrpc.newBlockingStub(channel)
				.withCompression("gzip")
				.withDeadlineAfter(30, TimeUnit.SECONDS)
				.export(Exports.metrics(Exports.gauge(), Exports.summary()))
				.getPartialSuccess()
				.getRejectedDataPoints()).isEqualTo(1);
			assertThat(LogsServiceGrpc.newBlockingStub(channel)
				.withDeadlineAfter(30, TimeUnit.SECONDS)
				.export(Exports.log("com.example.Shop", "Sold out"))
				.hasPartialSuccess()).isFalse();
		}
		finally {
			channel.shutdownNow();
		}
	}

	private static SSLContext trust(Path trustStore) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (var content = Files.newInputStream(trustStore)) {
			store.load(content, null);
		}
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(store);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust.getTrustManagers(), null);
		return context;
	}

}
