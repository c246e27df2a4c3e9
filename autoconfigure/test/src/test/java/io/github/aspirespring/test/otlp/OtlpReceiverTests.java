// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.otlp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;

import com.google.protobuf.MessageLite;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class OtlpReceiverTests {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private final OtlpReceiver receiver = OtlpReceiver.builder().apiKey("secret").capacity(3).start();

	@AfterEach
	void close() {
		this.receiver.close();
	}

	@Test
	void receivesSpans() throws Exception {
		assertThat(post("/v1/traces", Exports.spans(Exports.span(1))).statusCode()).isEqualTo(200);

		assertThat(this.receiver.spans()).singleElement().satisfies((span) -> {
			assertThat(span.service()).isEqualTo("catalog");
			assertThat(span.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
			assertThat(span.spanId()).isEqualTo("0000000000000001");
			assertThat(span.parentSpanId()).isEmpty();
			assertThat(span.attributes()).containsEntry("server.address", "localhost");
		});
	}

	@Test
	void receivesCompressedLogs() throws Exception {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
			Exports.log("com.example.Shop", "Sold out").writeTo(gzip);
		}

		int status = send(request("/v1/logs", body.toByteArray()).header("Content-Encoding", "gzip")).statusCode();

		assertThat(status).isEqualTo(200);
		assertThat(this.receiver.logs()).singleElement().satisfies((log) -> {
			assertThat(log.scope().getName()).isEqualTo("com.example.Shop");
			assertThat(log.message()).isEqualTo("Sold out");
			assertThat(log.traceId()).isEmpty();
		});
	}

	@Test
	void answersHowManyPointsItRejects() throws Exception {
		byte[] answer = post("/v1/metrics", Exports.metrics(Exports.gauge(), Exports.summary())).body();

		assertThat(ExportMetricsServiceResponse.parseFrom(answer).getPartialSuccess().getRejectedDataPoints())
			.isEqualTo(1);
		assertThat(this.receiver.metrics()).extracting(ReceivedMetric::name).containsExactly("gauge");
		assertThat(this.receiver.rejections())
			.containsExactly(new Rejection("catalog", "summary", "Summary is not supported"));
	}

	@Test
	void rejectsASpanThatItHas() throws Exception {
		post("/v1/traces", Exports.spans(Exports.span(1)));

		byte[] answer = post("/v1/traces", Exports.spans(Exports.span(1), Exports.span(2))).body();

		assertThat(ExportTraceServiceResponse.parseFrom(answer).getPartialSuccess().getRejectedSpans()).isEqualTo(1);
		assertThat(this.receiver.spans()).hasSize(2);
		assertThat(this.receiver.rejections()).containsExactly(new Rejection("catalog", "GET /", "Duplicate span id"));
	}

	@Test
	void keepsWhatCameLast() throws Exception {
		for (int i = 1; i <= 5; i++) {
			post("/v1/traces", Exports.spans(Exports.span(i)));
		}

		assertThat(this.receiver.spans()).extracting(ReceivedSpan::spanId)
			.containsExactly("0000000000000003", "0000000000000004", "0000000000000005");
	}

	@Test
	void forgetsWhatItIsToldToForget() throws Exception {
		post("/v1/traces", Exports.spans(Exports.span(1), Exports.span(1)));

		this.receiver.clear();

		assertThat(this.receiver.spans()).isEmpty();
		assertThat(this.receiver.rejections()).isEmpty();
	}

	@Test
	void refusesWhoDoesNotKnowTheKey() throws Exception {
		HttpRequest.Builder stranger = HttpRequest.newBuilder(URI.create(this.receiver.httpEndpoint() + "/v1/traces"))
			.header("Content-Type", "application/x-protobuf")
			.POST(HttpRequest.BodyPublishers.ofByteArray(Exports.spans(Exports.span(1)).toByteArray()));

		assertThat(send(stranger).statusCode()).isEqualTo(401);
		assertThat(send(stranger.header("x-otlp-api-key", "wrong")).statusCode()).isEqualTo(401);
		assertThat(this.receiver.unauthenticated()).isEqualTo(2);
		assertThat(this.receiver.spans()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "/v1/profiles, application/x-protobuf, 404", "/v1/traces, application/json, 415",
			"/v1/traces, application/x-protobuf, 400" })
	void refusesWhatIsNotOtlp(String path, String contentType, int status) throws Exception {
		HttpRequest.Builder request = request(path, "{}".getBytes(StandardCharsets.UTF_8)).setHeader("Content-Type",
				contentType);

		assertThat(send(request).statusCode()).isEqualTo(status);
	}

	@Test
	void refusesMoreThanTheDashboardTakes() throws Exception {
		assertThat(send(request("/v1/traces", new byte[4 * 1024 * 1024 + 1])).statusCode()).isEqualTo(413);
	}

	@Test
	void waitsForACondition() {
		CompletableFuture<Boolean> received = CompletableFuture
			.supplyAsync(() -> this.receiver.await(Duration.ofSeconds(30), (waited) -> !waited.spans().isEmpty()));

		assertThat(received
			.thenCombine(CLIENT.sendAsync(request("/v1/traces", Exports.spans(Exports.span(1)).toByteArray()).build(),
					HttpResponse.BodyHandlers.discarding()), (held, response) -> held))
			.succeedsWithin(Duration.ofSeconds(30))
			.isEqualTo(true);
	}

	@Test
	void waitsForWhoIsRefused() throws Exception {
		CompletableFuture<Boolean> refused = CompletableFuture
			.supplyAsync(() -> this.receiver.await(Duration.ofMinutes(1), (waited) -> waited.unauthenticated() == 1));

		send(request("/v1/traces", new byte[0]).setHeader("x-otlp-api-key", "wrong"));

		assertThat(refused).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
	}

	@Test
	void givesUpWaitingAtTheDeadline() {
		assertThat(this.receiver.await(Duration.ofMillis(10), (waited) -> !waited.spans().isEmpty())).isFalse();
	}

	@Test
	void startsAgainOnTheSamePorts() {
		int grpc = URI.create(this.receiver.grpcEndpoint()).getPort();
		int http = URI.create(this.receiver.httpEndpoint()).getPort();
		this.receiver.close();

		try (OtlpReceiver again = OtlpReceiver.builder().grpcPort(grpc).httpPort(http).start()) {
			assertThat(again.grpcEndpoint()).isEqualTo(this.receiver.grpcEndpoint());
			assertThat(again.httpEndpoint()).isEqualTo(this.receiver.httpEndpoint());
		}
	}

	@Test
	void tellsItsStateWithoutTheKey() {
		assertThat(this.receiver.toString()).contains("0 spans, 0 metrics, 0 logs").doesNotContain("secret");
	}

	@Test
	void knowsNoSpring() {
		ArchRuleDefinition.noClasses()
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework..")
			.check(new ClassFileImporter().importPackagesOf(OtlpReceiver.class));
	}

	private HttpResponse<byte[]> post(String path, MessageLite message) throws IOException, InterruptedException {
		return send(request(path, message.toByteArray()));
	}

	private HttpRequest.Builder request(String path, byte[] body) {
		return HttpRequest.newBuilder(URI.create(this.receiver.httpEndpoint() + path))
			.header("Content-Type", "application/x-protobuf")
			.header("x-otlp-api-key", "secret")
			.POST(HttpRequest.BodyPublishers.ofByteArray(body));
	}

	private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return CLIENT.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofByteArray());
	}

}
