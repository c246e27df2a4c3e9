// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.logging;

import java.util.List;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;

import org.springframework.context.ConfigurableApplicationContext;

import io.github.aspirespring.test.otlp.OtlpReceiver;
import io.github.aspirespring.test.otlp.ReceivedLog;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what a log record tells.
 */
class LogRecordTests {

	private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

	private static final String SPAN_ID = "b7ad6b7169203331";

	private static final Logger logger = LoggerFactory.getLogger("com.example.Shop");

	private static OtlpReceiver receiver;

	private static ConfigurableApplicationContext context;

	@BeforeAll
	static void start() {
		receiver = OtlpReceiver.start();
		context = LoggedApplication.run(receiver, "logging.level.com.example=trace");
	}

	@AfterAll
	static void stop() {
		context.close();
		receiver.close();
	}

	@Test
	void hasMessageTemplateAndArguments() {
		logger.info("Order {} of {} costs {}", 4711, "Ada", 12.5);
		ReceivedLog log = await("Order 4711 of Ada costs 12.5");
		assertThat(log.attributes()).containsEntry("{OriginalFormat}", "Order {} of {} costs {}")
			.containsEntry("0", "4711")
			.containsEntry("1", "Ada")
			.containsEntry("2", "12.5")
			.containsEntry("thread.name", Thread.currentThread().getName())
			.hasSize(5);
		assertThat(log.scope().getName()).isEqualTo("com.example.Shop");
	}

	@Test
	void hasTemplateWithoutArguments() {
		logger.info("Shop is open");
		assertThat(await("Shop is open").attributes()).containsEntry("{OriginalFormat}", "Shop is open");
	}

	@Test
	void leavesArgumentsThatAreNoSimpleValuesToTheMessage() {
		logger.info("Basket {} for {}, {}", List.of(1, 2), null, "Ada");
		assertThat(await("Basket [1, 2] for null, Ada").attributes()).doesNotContainKeys("0", "1")
			.containsEntry("2", "Ada");
	}

	@Test
	void hasKeyValuePairs() {
		logger.atWarn()
			.addKeyValue("order.id", 4711)
			.addKeyValue("0", "what the application says")
			.log("Order {} is late", "x");
		ReceivedLog log = await("Order x is late");
		assertThat(log.attributes()).containsEntry("order.id", "4711").containsEntry("0", "what the application says");
		assertThat(log.logRecord().getAttributesList()).extracting("key").doesNotHaveDuplicates();
	}

	@Test
	void hasException() {
		logger.error("Order {} failed", 1, new IllegalStateException("no stock", new IllegalArgumentException("zero")));
		assertThat(await("Order 1 failed").attributes())
			.containsEntry("exception.type", IllegalStateException.class.getName())
			.containsEntry("exception.message", "no stock")
			.containsEntry("0", "1")
			.hasEntrySatisfying("exception.stacktrace",
					(trace) -> assertThat(trace).startsWith("java.lang.IllegalStateException: no stock")
						.contains("hasException", "Caused by: java.lang.IllegalArgumentException: zero"));
	}

	@Test
	void hasSeverity() {
		logger.trace("As trace");
		logger.debug("As debug");
		logger.info("As info");
		logger.warn("As warn");
		logger.error("As error");
		assertThat(severity("As trace")).isEqualTo(SeverityNumber.SEVERITY_NUMBER_TRACE);
		assertThat(severity("As debug")).isEqualTo(SeverityNumber.SEVERITY_NUMBER_DEBUG);
		assertThat(severity("As info")).isEqualTo(SeverityNumber.SEVERITY_NUMBER_INFO);
		assertThat(severity("As warn")).isEqualTo(SeverityNumber.SEVERITY_NUMBER_WARN);
		assertThat(severity("As error")).isEqualTo(SeverityNumber.SEVERITY_NUMBER_ERROR);
	}

	@Test
	void hasMarkers() {
		logger.info(MarkerFactory.getMarker("AUDIT"), "Order is audited");
		assertThat(await("Order is audited").attributes()).containsEntry("logback.marker", "[AUDIT]");
	}

	@Test
	void hasNoMarkerThatAllLinesOfSpringHave() {
		logger.info(MarkerFactory.getMarker("COMMONS-LOGGING"), "Order by Spring");
		assertThat(await("Order by Spring").attributes()).doesNotContainKey("logback.marker");
	}

	@Test
	void hasIdsOfTheSpanOnceAndTheRestOfTheMdc() {
		SpanContext span = SpanContext.create(TRACE_ID, SPAN_ID, TraceFlags.getSampled(), TraceState.getDefault());
		try (Scope scope = Span.wrap(span).makeCurrent();
				MDC.MDCCloseable traceId = MDC.putCloseable("traceId", TRACE_ID);
				MDC.MDCCloseable spanId = MDC.putCloseable("spanId", SPAN_ID);
				MDC.MDCCloseable tenant = MDC.putCloseable("tenant", "north")) {
			logger.info("Order in a span");
		}
		ReceivedLog log = await("Order in a span");
		assertThat(log.traceId()).isEqualTo(TRACE_ID);
		assertThat(log.spanId()).isEqualTo(SPAN_ID);
		assertThat(log.attributes()).containsEntry("tenant", "north").doesNotContainKeys("traceId", "spanId");
	}

	@Test
	void followsTheLevelsOfLoggers() {
		Logger quiet = LoggerFactory.getLogger("org.example.Quiet");
		quiet.debug("Order that nobody wants");
		((ch.qos.logback.classic.Logger) quiet).setLevel(ch.qos.logback.classic.Level.DEBUG);
		quiet.debug("Order that is wanted now");
		await("Order that is wanted now");
		assertThat(LoggedApplication.messages(receiver)).doesNotContain("Order that nobody wants");
	}

	@Test
	void isNotMadeOfWhatTheExportLogs() {
		LoggerFactory.getLogger("io.opentelemetry.exporter.internal.http.HttpExporter").warn("Failed to export");
		LoggerFactory.getLogger("io.opentelemetry.sdk.logs.Processor").warn("Dropped");
		Logger http = LoggerFactory.getLogger("okhttp3.internal.http2.Http2");
		((ch.qos.logback.classic.Logger) http).setLevel(ch.qos.logback.classic.Level.DEBUG);
		http.debug("A frame");
		http.info("Something of the application");
		await("Something of the application");
		assertThat(LoggedApplication.messages(receiver)).doesNotContain("Failed to export", "Dropped", "A frame");
	}

	private static SeverityNumber severity(String message) {
		return await(message).logRecord().getSeverityNumber();
	}

	private static ReceivedLog await(String message) {
		return LoggedApplication.await(receiver, message);
	}

}
