// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.logging;

import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.ClassUtils;

import io.github.aspirespring.boot.ApplicationDefaults;
import io.github.aspirespring.boot.EnvironmentPreparedListener;

/**
 * Keeps what is logged before there is an exporter, if there is going to be one.
 */
final class LoggingListener extends EnvironmentPreparedListener {

	private static final Logger logger = LoggerFactory.getLogger(LoggingListener.class);

	private static final String APPENDER = "io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender";

	private static final String EXPORTER = "io.opentelemetry.sdk.logs.export.LogRecordExporter";

	@Override
	protected void onEnvironmentPrepared(ApplicationDefaults.Context context) {
		if (!isPresent(EXPORTER) || !isExported(context)) {
			return;
		}
		ILoggerFactory factory = LoggerFactory.getILoggerFactory();
		if (isAppenderUsable()) {
			LogbackBridge.prepare();
		}
		else if (!isLogback(factory)) {
			logger.info("Logs are not exported, for SLF4J logs to {} and not to Logback. Add OpenTelemetry's appender "
					+ "to the configuration of your logging system, or set aspire.telemetry.logging.enabled=false",
					factory.getClass().getName());
		}
	}

	/**
	 * Tells whether SLF4J logs to Logback, and OpenTelemetry's appender is there.
	 */
	static boolean isAppenderUsable() {
		return isLogback(LoggerFactory.getILoggerFactory()) && isPresent(APPENDER);
	}

	private static boolean isLogback(ILoggerFactory factory) {
		return "ch.qos.logback.classic.LoggerContext".equals(factory.getClass().getName());
	}

	// As Spring Boot decides on its exporter
	private static boolean isExported(ApplicationDefaults.Context context) {
		String otlp = context.property("management.logging.export.otlp.enabled");
		return isOn(context.property("aspire.enabled")) && isOn(context.property("aspire.telemetry.enabled"))
				&& isOn(context.property("aspire.telemetry.logging.enabled"))
				&& isOn(context.property("management.opentelemetry.enabled"))
				&& isOn((otlp != null) ? otlp : context.property("management.logging.export.enabled"))
				&& context.property("management.opentelemetry.logging.export.otlp.endpoint") != null;
	}

	private static boolean isOn(@Nullable String value) {
		return !"false".equalsIgnoreCase(value);
	}

	private static boolean isPresent(String type) {
		return ClassUtils.isPresent(type, LoggingListener.class.getClassLoader());
	}

}
