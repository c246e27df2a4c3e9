// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class OtlpDefaultsTests {

	private static final String ENABLED = "management.otlp.metrics.export.enabled";

	private static final String TRANSPORT = "aspire.telemetry.metrics.transport";

	private final AspireContextRunner runner = new AspireContextRunner().withVariable("OTEL_SERVICE_NAME", "catalog");

	@Test
	void exportNoMetricsWithoutAnEndpoint() {
		this.runner.run((context) -> assertThat(context.getEnvironment().getProperty(ENABLED)).isEqualTo("false"));
	}

	@Test
	void takeABlankEndpointForNone() {
		this.runner.withVariable("OTEL_EXPORTER_OTLP_ENDPOINT", " ")
			.run((context) -> assertThat(context.getEnvironment().getProperty(ENABLED)).isEqualTo("false"));
	}

	@ParameterizedTest
	@CsvSource({ "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT" })
	void exportMetricsToAnEndpoint(String variable) {
		this.runner.withVariable(variable, "http://localhost:18889")
			.run((context) -> assertThat(context.getEnvironment().getProperty(ENABLED)).isNull());
	}

	@Test
	void exportMetricsToAnEndpointOfTheApplication() {
		this.runner.withApplicationProperties("management.otlp.metrics.export.url=http://localhost:4318/v1/metrics")
			.run((context) -> assertThat(context.getEnvironment().getProperty(ENABLED)).isNull());
	}

	@Test
	void loseToTheApplication() {
		this.runner.withApplicationProperties(ENABLED + "=true")
			.run((context) -> assertThat(context.getEnvironment().getProperty(ENABLED)).isEqualTo("true"));
	}

	@Test
	void exportNothingWhereTheSdkIsDisabled() {
		this.runner.withVariable("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:18889")
			.withVariable("OTEL_SDK_DISABLED", "true")
			.run((context) -> assertThat(context.getEnvironment().getProperty(ENABLED)).isEqualTo("false"));
	}

	@ParameterizedTest
	@CsvSource({ "grpc, grpc", "GRPC, grpc", "http/protobuf, http", "http/json, http-json", "carrier-pigeon, http" })
	void takeTheTransportFromTheProtocol(String protocol, String transport) {
		this.runner.withVariable("OTEL_EXPORTER_OTLP_PROTOCOL", protocol)
			.run((context) -> assertThat(context.getEnvironment().getProperty(TRANSPORT)).isEqualTo(transport));
	}

	@Test
	void preferTheProtocolOfMetrics() {
		this.runner.withVariable("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
			.withVariable("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "http/protobuf")
			.run((context) -> assertThat(context.getEnvironment().getProperty(TRANSPORT)).isEqualTo("http"));
	}

	@ParameterizedTest
	@CsvSource({ "http://user:secret@localhost:4318/base, warn", "http://localhost:4318/a@b," })
	void keepAnAddressWithCredentialsOutOfTheLog(String endpoint, @Nullable String level) {
		this.runner.withVariable("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
			.run((context) -> assertThat(
					context.getEnvironment().getProperty("logging.level.io.micrometer.core.instrument.push"))
				.isEqualTo(level));
	}

	@Test
	void doNothingWhereTelemetryIsSwitchedOff() {
		this.runner.withApplicationProperties("aspire.telemetry.enabled=false")
			.run((context) -> assertThat(context.getEnvironment().getProperty(ENABLED)).isNull());
	}

}
