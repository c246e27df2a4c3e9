// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.util.Collection;
import java.util.function.Supplier;

import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingConnectionDetails;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingConnectionDetails;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.Transport;

import io.github.aspirespring.telemetry.otlp.ExportReporter.Signal;

/**
 * Watches the exporters of spans and of log records that speak OTLP. What they log on
 * their own is replaced by what the {@link ExportReporter} makes of their results.
 */
final class ReportingExporters implements BeanPostProcessor {

	private static final String UNKNOWN = "the OTLP endpoint";

	private final ObjectProvider<ExportReporter> reporter;

	private final ObjectProvider<OtlpTracingConnectionDetails> tracing;

	private final ObjectProvider<OtlpLoggingConnectionDetails> logging;

	ReportingExporters(ObjectProvider<ExportReporter> reporter, ObjectProvider<OtlpTracingConnectionDetails> tracing,
			ObjectProvider<OtlpLoggingConnectionDetails> logging) {
		this.reporter = reporter;
		this.tracing = tracing;
		this.logging = logging;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof OtlpGrpcSpanExporter || bean instanceof OtlpHttpSpanExporter) {
			return new Spans((SpanExporter) bean, watch(Signal.TRACES, tracingUrl(bean)));
		}
		if (bean instanceof OtlpGrpcLogRecordExporter || bean instanceof OtlpHttpLogRecordExporter) {
			return new LogRecords((LogRecordExporter) bean, watch(Signal.LOGS, loggingUrl(bean)));
		}
		return bean;
	}

	private Watch watch(Signal signal, @Nullable String url) {
		ExportReporter reporter = this.reporter.getObject();
		reporter.watch(signal);
		return new Watch(reporter, signal, (url != null) ? ExportFailure.origin(url) : UNKNOWN);
	}

	private @Nullable String tracingUrl(Object bean) {
		OtlpTracingConnectionDetails details = this.tracing.getIfUnique();
		return (details != null)
				? details.getUrl((bean instanceof OtlpGrpcSpanExporter)
						? org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.Transport.GRPC
						: org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.Transport.HTTP)
				: null;
	}

	private @Nullable String loggingUrl(Object bean) {
		OtlpLoggingConnectionDetails details = this.logging.getIfUnique();
		return (details != null)
				? details.getUrl((bean instanceof OtlpGrpcLogRecordExporter) ? Transport.GRPC : Transport.HTTP) : null;
	}

	/**
	 * Reports the results of one exporter.
	 */
	private record Watch(ExportReporter reporter, Signal signal, String endpoint) {

		CompletableResultCode export(int items, Supplier<CompletableResultCode> export) {
			CompletableResultCode result;
			try {
				result = export.get();
			}
			catch (RuntimeException ex) {
				// The processor would log it, and with it the header that the client
				// dislikes
				result = CompletableResultCode.ofExceptionalFailure(ex);
			}
			CompletableResultCode exported = result;
			exported.whenComplete(() -> {
				if (exported.isSuccess()) {
					this.reporter.delivered(this.signal);
				}
				else {
					this.reporter.failed(this.signal, this.endpoint, items,
							ExportFailure.of(exported.getFailureThrowable()));
				}
			});
			return exported;
		}

	}

	private record Spans(SpanExporter delegate, Watch watch) implements SpanExporter {

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			return this.watch.export(spans.size(), () -> this.delegate.export(CompactSpan.of(spans)));
		}

		@Override
		public CompletableResultCode flush() {
			return this.delegate.flush();
		}

		@Override
		public CompletableResultCode shutdown() {
			return this.delegate.shutdown();
		}

	}

	private record LogRecords(LogRecordExporter delegate, Watch watch) implements LogRecordExporter {

		@Override
		public CompletableResultCode export(Collection<LogRecordData> logs) {
			return this.watch.export(logs.size(), () -> this.delegate.export(logs));
		}

		@Override
		public CompletableResultCode flush() {
			return this.delegate.flush();
		}

		@Override
		public CompletableResultCode shutdown() {
			return this.delegate.shutdown();
		}

	}

}
