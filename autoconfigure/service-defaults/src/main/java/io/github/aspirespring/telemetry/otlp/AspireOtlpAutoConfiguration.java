// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;

import io.micrometer.registry.otlp.OtlpMetricsSender;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import io.micrometer.tracing.exporter.SpanFilter;
import io.micrometer.tracing.exporter.SpanReporter;
import io.micrometer.tracing.otel.bridge.CompositeSpanExporter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessorBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.ConditionalOnEnabledMetricsExport;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.OtlpMetricsConnectionDetails;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.OtlpMetricsProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpGrpcSpanExporterBuilderCustomizer;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpHttpSpanExporterBuilderCustomizer;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingConnectionDetails;
import org.springframework.boot.opentelemetry.autoconfigure.ConditionalOnEnabledOpenTelemetry;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingProperties;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpGrpcLogRecordExporterBuilderCustomizer;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpHttpLogRecordExporterBuilderCustomizer;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import io.github.aspirespring.telemetry.ConditionalOnTelemetry;
import io.github.aspirespring.telemetry.otlp.ExportReporter.Signal;
import io.github.aspirespring.telemetry.otlp.MetricsTransportProperties.Transport;

/**
 * Auto-configuration for the export of telemetry over OTLP: metrics by gRPC as well as by
 * HTTP, and one warning for all signals where they do not arrive.
 */
@AutoConfiguration(beforeName = {
		"org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.OtlpMetricsExportAutoConfiguration",
		"org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration" })
@ConditionalOnTelemetry
@ConditionalOnClass(OtlpGrpcSpanExporter.class)
@EnableConfigurationProperties({ OtlpExportProperties.class, MetricsTransportProperties.class })
public final class AspireOtlpAutoConfiguration {

	@Bean
	ExportReporter aspireExportReporter(OtlpExportProperties properties) {
		return new ExportReporter(properties.reportInterval());
	}

	@Bean
	RetryWhileRunning aspireExportRetries(ApplicationContext context) {
		return new RetryWhileRunning(context);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ OtlpMetricsSender.class, OtlpMetricsProperties.class, ExportMetricsServiceRequest.class })
	@ConditionalOnEnabledMetricsExport("otlp")
	static class MetricsConfiguration {

		// Nobody asks for it where Spring Boot does not set up the registry
		@Bean
		@Lazy
		@ConditionalOnMissingBean(OtlpMetricsSender.class)
		AspireOtlpMetricsSender aspireOtlpMetricsSender(MetricsTransportProperties transport,
				OtlpMetricsProperties properties, OtlpMetricsConnectionDetails connectionDetails,
				ExportReporter reporter) {
			if (transport.transport() == Transport.HTTP_JSON) {
				LogFactory.getLog(AspireOtlpMetricsSender.class)
					.warn("OTLP with JSON is not supported: telemetry is sent as http/protobuf");
			}
			return new AspireOtlpMetricsSender(transport.transport(), properties, connectionDetails, reporter);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ OtlpTracingConnectionDetails.class, OtlpLoggingConnectionDetails.class })
	@ConditionalOnBooleanProperty(name = "aspire.telemetry.otlp.report-failures", matchIfMissing = true)
	static class ReportConfiguration {

		@Bean
		static ReportingExporters aspireReportingExporters(ObjectProvider<ExportReporter> reporter,
				ObjectProvider<OtlpTracingConnectionDetails> tracing,
				ObjectProvider<OtlpLoggingConnectionDetails> logging) {
			return new ReportingExporters(reporter, tracing, logging);
		}

		// As Spring Boot's, but heard. Nobody asks for it where that does not set up
		// logging.
		@Bean
		@Lazy
		@ConditionalOnMissingBean
		BatchLogRecordProcessor aspireLogRecordProcessor(ObjectProvider<LogRecordExporter> exporters,
				OpenTelemetryLoggingProperties properties, ExportReporter reporter) {
			OpenTelemetryLoggingProperties.Export export = properties.getExport();
			return BatchLogRecordProcessor.builder(LogRecordExporter.composite(exporters.orderedStream().toList()))
				.setExporterTimeout(export.getTimeout())
				.setMaxExportBatchSize(export.getMaxBatchSize())
				.setMaxQueueSize(export.getMaxQueueSize())
				.setScheduleDelay(export.getScheduleDelay())
				.setMeterProvider(new RefusedLogRecords((number) -> reporter.overflowed(Signal.LOGS, number)))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ SpanExporters.class, CompositeSpanExporter.class, BatchSpanProcessor.class })
	@ConditionalOnEnabledOpenTelemetry
	static class SpanProcessorConfiguration {

		// As Spring Boot's, but for Micrometer's exporter, which copies every span so
		// that it can be changed: it is there only if something may change or reject
		// them. Nobody asks for this bean where Spring Boot does not set up tracing.
		@Bean
		@Lazy
		@ConditionalOnMissingBean
		BatchSpanProcessor aspireSpanProcessor(SpanExporters exporters,
				ObjectProvider<SpanExportingPredicate> predicates, ObjectProvider<SpanReporter> reporters,
				ObjectProvider<SpanFilter> filters, ObjectProvider<MeterProvider> meterProvider,
				OpenTelemetryTracingProperties properties) {
			OpenTelemetryTracingProperties.Export export = properties.getExport();
			BatchSpanProcessorBuilder builder = BatchSpanProcessor
				.builder(exporter(exporters.list(), predicates.orderedStream().toList(),
						reporters.orderedStream().toList(), filters.orderedStream().toList()))
				.setExportUnsampledSpans(export.isIncludeUnsampled())
				.setExporterTimeout(export.getTimeout())
				.setMaxExportBatchSize(export.getMaxBatchSize())
				.setMaxQueueSize(export.getMaxQueueSize())
				.setScheduleDelay(export.getScheduleDelay());
			meterProvider.ifAvailable(builder::setMeterProvider);
			return builder.build();
		}

		private static SpanExporter exporter(List<SpanExporter> exporters, List<SpanExportingPredicate> predicates,
				List<SpanReporter> reporters, List<SpanFilter> filters) {
			return (predicates.isEmpty() && reporters.isEmpty() && filters.isEmpty())
					? SpanExporter.composite(exporters)
					: new CompositeSpanExporter(exporters, predicates, reporters, filters);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(OtlpTracingConnectionDetails.class)
	static class SpanRetryConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		OtlpGrpcSpanExporterBuilderCustomizer aspireGrpcSpanRetries(RetryWhileRunning retries) {
			return (builder) -> builder.setRetryPolicy(retries.policy());
		}

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		OtlpHttpSpanExporterBuilderCustomizer aspireHttpSpanRetries(RetryWhileRunning retries) {
			return (builder) -> builder.setRetryPolicy(retries.policy());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(OtlpLoggingConnectionDetails.class)
	static class LogRetryConfiguration {

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		OtlpGrpcLogRecordExporterBuilderCustomizer aspireGrpcLogRetries(RetryWhileRunning retries) {
			return (builder) -> builder.setRetryPolicy(retries.policy());
		}

		@Bean
		@Order(Ordered.HIGHEST_PRECEDENCE)
		OtlpHttpLogRecordExporterBuilderCustomizer aspireHttpLogRetries(RetryWhileRunning retries) {
			return (builder) -> builder.setRetryPolicy(retries.policy());
		}

	}

	/**
	 * OpenTelemetry's retries, as long as the application runs: what stops waits for no
	 * endpoint that has gone before it.
	 */
	static final class RetryWhileRunning implements ApplicationListener<ContextClosedEvent> {

		private final ApplicationContext context;

		private volatile boolean running = true;

		RetryWhileRunning(ApplicationContext context) {
			this.context = context;
		}

		@Override
		public void onApplicationEvent(ContextClosedEvent event) {
			// The end of a child is heard here too
			if (event.getApplicationContext() == this.context) {
				this.running = false;
			}
		}

		RetryPolicy policy() {
			return RetryPolicy.getDefault().toBuilder().setRetryExceptionPredicate(this::retries).build();
		}

		// As without this predicate, but for the end
		private boolean retries(IOException failure) {
			return this.running && (failure instanceof SocketException || failure instanceof SocketTimeoutException
					|| failure instanceof UnknownHostException);
		}

	}

}
