// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.logging;

import ch.qos.logback.classic.LoggerContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.opentelemetry.autoconfigure.ConditionalOnEnabledOpenTelemetry;
import org.springframework.context.annotation.Bean;

import io.github.aspirespring.telemetry.ConditionalOnTelemetry;

/**
 * Auto-configuration for the export of what Logback logs: without XML, from the first
 * line on, and with the template of each message. Spring Boot has the exporter, and
 * nothing that leads to it.
 */
@AutoConfiguration(
		afterName = { "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration",
				"org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration",
				"org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration" })
@ConditionalOnClass({ LoggerContext.class, OpenTelemetryAppender.class, LogRecordExporter.class })
@ConditionalOnEnabledOpenTelemetry
@ConditionalOnTelemetry
@ConditionalOnBooleanProperty(name = "aspire.telemetry.logging.enabled", matchIfMissing = true)
@EnableConfigurationProperties(LoggingProperties.class)
public final class AspireLoggingAutoConfiguration {

	@Bean
	@ConditionalOnBean({ LogRecordExporter.class, OpenTelemetry.class })
	static LogbackInstaller aspireLogbackInstaller(OpenTelemetry openTelemetry, LoggingProperties properties) {
		return new LogbackInstaller(openTelemetry, properties);
	}

}
