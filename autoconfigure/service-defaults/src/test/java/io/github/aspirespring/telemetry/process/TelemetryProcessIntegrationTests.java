// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.process;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

import io.github.aspirespring.test.TestPorts;
import io.github.aspirespring.test.otlp.OtlpReceiver;
import io.github.aspirespring.test.otlp.ReceivedLog;
import io.github.aspirespring.test.otlp.ReceivedSpan;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests a service in a process of its own, with the variables that an AppHost injects, in
 * the company of what else may deal with telemetry or logs.
 */
class TelemetryProcessIntegrationTests {

	private static final Path VARIANTS = Path.of("target", "variants");

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String CALLER = "b7ad6b7169203331";

	private static final String STOOD_DOWN = "Telemetry is left to the OpenTelemetry Java agent";

	private static HttpServer warehouse;

	private static RedisServer redis;

	private final OtlpReceiver receiver = OtlpReceiver.start();

	@BeforeAll
	static void startServers() throws IOException {
		warehouse = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		warehouse.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(204, -1);
			exchange.close();
		});
		warehouse.start();
		redis = new RedisServer(TestPorts.free());
		redis.start();
	}

	@AfterAll
	static void stopServers() {
		warehouse.stop(0);
		redis.stop();
	}

	@AfterEach
	void closeReceiver() {
		this.receiver.close();
	}

	@Test
	void sendsUnderTheNameThatTheAppHostGives() throws Exception {
		try (Shop shop = start(List.of(), variables(), "--spring.application.name=other")) {
			shop.order();
			awaitTrace();
			shop.process.stop();
		}
		assertThat(this.receiver.spans())
			.allSatisfy((span) -> assertThat(span.resourceAttributes()).containsEntry("service.name", "shop")
				.containsEntry("service.instance.id", "shop-abcdefgh"));
		assertThat(this.receiver.logs())
			.allSatisfy((log) -> assertThat(log.resourceAttributes()).containsEntry("service.name", "shop")
				.containsEntry("service.instance.id", "shop-abcdefgh"));
		assertThat(orders()).singleElement().satisfies((log) -> {
			assertThat(log.traceId()).isEqualTo(TRACE_ID);
			assertThat(log.spanId()).isEqualTo(span(SpanKind.SPAN_KIND_SERVER).spanId());
		});
		assertThat(this.receiver.logs()).extracting(ReceivedLog::message)
			.anyMatch((message) -> message.startsWith("Starting ShopService"))
			.anyMatch((message) -> message.startsWith("Tomcat started"))
			.anyMatch((message) -> message.startsWith("Commencing graceful shutdown"));
	}

	@Test
	void sendsNothingWithoutAnEndpoint() throws Exception {
		try (Shop shop = start(List.of(), Map.of())) {
			shop.order();
			shop.process.stop();
			assertThat(shop.process.lines()).noneMatch((line) -> line.matches(".* (WARN|ERROR) \\d+ --- .*"))
				.anyMatch((line) -> line.contains("Order 4711"));
			assertThat(shop.process.output()).doesNotContain("4318");
		}
	}

	@Test
	void leavesTelemetryToTheJavaAgent() throws Exception {
		Map<String, String> variables = variables();
		// Spring Boot maps these to properties that nothing else can overrule
		variables.putAll(Map.of("OTEL_TRACES_EXPORTER", "otlp", "OTEL_METRICS_EXPORTER", "otlp", "OTEL_LOGS_EXPORTER",
				"otlp", "OTEL_SDK_DISABLED", "false"));
		try (Shop shop = start(agent(), variables)) {
			assertThat(shop.process.lines()).filteredOn((line) -> line.contains(STOOD_DOWN)).hasSize(1);
			shop.order();
			awaitTrace();
			assertThat(this.receiver.await(Duration.ofSeconds(30), (received) -> received.metrics().size() > 10))
				.isTrue();
			shop.process.stop();
		}
		assertThat(Stream
			.of(this.receiver.spans().stream().map(ReceivedSpan::resourceAttributes),
					this.receiver.logs().stream().map(ReceivedLog::resourceAttributes),
					this.receiver.metrics().stream().map((metric) -> metric.resourceAttributes()))
			.flatMap((attributes) -> attributes))
			.allSatisfy((attributes) -> assertThat(attributes).containsEntry("service.name", "shop")
				.containsEntry("telemetry.distro.name", "opentelemetry-java-instrumentation"));
		ReceivedSpan server = span(SpanKind.SPAN_KIND_SERVER);
		assertThat(server.parentSpanId()).isEqualTo(CALLER);
		assertThat(clients()).hasSize(2).allSatisfy((span) -> assertThat(descends(span, server)).isTrue());
		assertThat(clients()).anyMatch((span) -> "redis".equals(span.attributes().get("db.system")))
			.anyMatch((span) -> "GET".equals(span.attributes().get("http.request.method")));
		assertThat(orders()).singleElement().satisfies((log) -> assertThat(log.traceId()).isEqualTo(TRACE_ID));
	}

	@Test
	void worksNextToAnAgentThatIsSwitchedOff() throws Exception {
		Map<String, String> variables = variables();
		variables.put("OTEL_JAVAAGENT_ENABLED", "false");
		try (Shop shop = start(agent(), variables)) {
			shop.order();
			awaitTrace();
			shop.process.stop();
			assertThat(shop.process.output()).doesNotContain(STOOD_DOWN);
		}
		assertThat(this.receiver.spans())
			.noneMatch((span) -> span.resourceAttributes().containsKey("telemetry.distro.name"));
		assertThat(orders()).hasSize(1);
	}

	@Test
	void worksBesideTheAgentWhereTheApplicationInsists() throws Exception {
		try (Shop shop = start(agent(), variables(), "--aspire.telemetry.enabled=true")) {
			shop.order();
			awaitTrace();
			shop.process.stop();
			assertThat(shop.process.output()).doesNotContain(STOOD_DOWN);
		}
		assertThat(orders()).extracting((log) -> log.resourceAttributes().containsKey("telemetry.distro.name"))
			.containsExactlyInAnyOrder(true, false);
	}

	@Test
	void leavesTheLogsOfLog4jAlone() throws Exception {
		String classPath = ServiceProcess.classPathWithout("(logback-(core|classic)|log4j-to-slf4j)-.*")
				+ File.pathSeparator + jars("log4j2");
		try (Shop shop = start(List.of(), classPath, variables())) {
			shop.order();
			awaitTrace();
			shop.process.stop();
			assertThat(shop.process.lines()).filteredOn((line) -> line.contains("Logs are not exported"))
				.singleElement()
				.asString()
				.contains("INFO", "org.apache.logging.slf4j.Log4jLoggerFactory",
						"aspire.telemetry.logging.enabled=false");
		}
		assertThat(this.receiver.logs()).isEmpty();
	}

	@Test
	void losesAndDoublesNothingInARestartOfTheDeveloperTools() throws Exception {
		try (ServiceProcess process = ServiceProcess.start(RestartedService.class, List.of(),
				ServiceProcess.classPath() + File.pathSeparator + jars("devtools"), variables(),
				"--spring.devtools.livereload.enabled=false")) {
			process.awaitEnd();
			assertThat(process.output()).contains("Run 2 in a RestartClassLoader");
		}
		List<String> messages = this.receiver.logs().stream().map(ReceivedLog::message).toList();
		assertThat(messages).containsOnlyOnce("Run 1 in a RestartClassLoader", "Last line of run 1",
				"Run 2 in a RestartClassLoader", "Last line of run 2");
		assertThat(messages).filteredOn((message) -> message.startsWith("Starting RestartedService")).hasSize(2);
		assertThat(messages).filteredOn((message) -> message.startsWith("Started RestartedService")).hasSize(2);
	}

	private Shop start(List<String> options, Map<String, String> variables, String... arguments) throws IOException {
		return start(options, ServiceProcess.classPath(), variables, arguments);
	}

	private Shop start(List<String> options, String classPath, Map<String, String> variables, String... arguments)
			throws IOException {
		int port = TestPorts.free();
		String[] all = Stream
			.concat(Stream.of("--server.port=" + port, "--spring.data.redis.port=" + redis.ports().get(0)),
					Stream.of(arguments))
			.toArray(String[]::new);
		Shop shop = new Shop(ServiceProcess.start(ShopService.class, options, classPath, variables, all), port);
		try {
			shop.process.await("Started ShopService");
			return shop;
		}
		catch (AssertionError ex) {
			shop.close();
			throw ex;
		}
	}

	private Map<String, String> variables() {
		return new HashMap<>(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", this.receiver.grpcEndpoint(),
				"OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "OTEL_SERVICE_NAME", "shop", "OTEL_RESOURCE_ATTRIBUTES",
				"service.instance.id=shop-abcdefgh", "OTEL_BSP_SCHEDULE_DELAY", "200", "OTEL_BLRP_SCHEDULE_DELAY",
				"200", "OTEL_METRIC_EXPORT_INTERVAL", "500", "OTEL_TRACES_SAMPLER", "always_on"));
	}

	private void awaitTrace() {
		Predicate<OtlpReceiver> complete = (received) -> {
			List<ReceivedSpan> spans = trace();
			return spans.stream().anyMatch((span) -> span.span().getKind() == SpanKind.SPAN_KIND_SERVER)
					&& spans.stream().filter((span) -> span.span().getKind() == SpanKind.SPAN_KIND_CLIENT).count() >= 2;
		};
		assertThat(this.receiver.await(Duration.ofSeconds(60), complete)).as(() -> trace().toString()).isTrue();
	}

	private List<ReceivedSpan> trace() {
		return this.receiver.spans().stream().filter((span) -> span.traceId().equals(TRACE_ID)).toList();
	}

	private ReceivedSpan span(SpanKind kind) {
		List<ReceivedSpan> spans = trace().stream().filter((span) -> span.span().getKind() == kind).toList();
		assertThat(spans).hasSize(1);
		return spans.get(0);
	}

	private List<ReceivedSpan> clients() {
		return trace().stream().filter((span) -> span.span().getKind() == SpanKind.SPAN_KIND_CLIENT).toList();
	}

	private boolean descends(ReceivedSpan span, ReceivedSpan ancestor) {
		return span.parentSpanId().equals(ancestor.spanId()) || trace().stream()
			.anyMatch((parent) -> parent.spanId().equals(span.parentSpanId()) && descends(parent, ancestor));
	}

	private List<ReceivedLog> orders() {
		return this.receiver.logs().stream().filter((log) -> log.message().equals("Order 4711")).toList();
	}

	private static List<String> agent() {
		return List
			.of("-javaagent:" + VARIANTS.resolve("agent").resolve("opentelemetry-javaagent.jar").toAbsolutePath());
	}

	private static String jars(String variant) throws IOException {
		try (Stream<Path> files = Files.list(VARIANTS.resolve(variant))) {
			return files.map((file) -> file.toAbsolutePath().toString())
				.collect(Collectors.joining(File.pathSeparator));
		}
	}

	private record Shop(ServiceProcess process, int port) implements AutoCloseable {

		void order() throws IOException, InterruptedException {
			HttpRequest request = HttpRequest
				.newBuilder(URI.create("http://localhost:" + this.port + "/orders/4711?warehouse=http://localhost:"
						+ warehouse.getAddress().getPort() + "/stock"))
				.header("traceparent", "00-" + TRACE_ID + "-" + CALLER + "-01")
				.timeout(Duration.ofSeconds(60))
				.build();
			assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
				.as(this.process::output)
				.isEqualTo(200);
		}

		@Override
		public void close() {
			this.process.close();
		}

	}

}
