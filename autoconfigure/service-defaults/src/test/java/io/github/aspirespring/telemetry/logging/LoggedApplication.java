// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.logging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.aspirespring.test.otlp.OtlpReceiver;
import io.github.aspirespring.test.otlp.ReceivedLog;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Starts applications that send their logs to a receiver.
 */
final class LoggedApplication {

	private static final Logger logger = LoggerFactory.getLogger(LoggedApplication.class);

	private LoggedApplication() {
	}

	static SpringApplicationBuilder builder(OtlpReceiver receiver, String... properties) {
		List<String> all = new ArrayList<>(
				List.of("management.opentelemetry.logging.export.otlp.endpoint=" + receiver.httpEndpoint() + "/v1/logs",
						"management.opentelemetry.logging.export.schedule-delay=50ms"));
		all.addAll(List.of(properties));
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.properties(all.toArray(new String[0]));
	}

	static ConfigurableApplicationContext run(OtlpReceiver receiver, String... properties) {
		return builder(receiver, properties).run();
	}

	static ReceivedLog await(OtlpReceiver receiver, String message) {
		assertThat(receiver.await(Duration.ofSeconds(20),
				(received) -> received.logs().stream().anyMatch((log) -> message.equals(log.message()))))
			.as(message)
			.isTrue();
		return receiver.logs().stream().filter((log) -> message.equals(log.message())).findFirst().orElseThrow();
	}

	/**
	 * Returns what has been received by the time at which it was logged: a request has it
	 * by logger.
	 */
	static List<ReceivedLog> logs(OtlpReceiver receiver) {
		return receiver.logs()
			.stream()
			.sorted(Comparator.comparingLong((log) -> log.logRecord().getTimeUnixNano()))
			.toList();
	}

	static List<String> messages(OtlpReceiver receiver) {
		return logs(receiver).stream().map(ReceivedLog::message).toList();
	}

	static List<Appender<ILoggingEvent>> appenders() {
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
		context.getLoggerList().forEach((logger) -> {
			for (Iterator<Appender<ILoggingEvent>> all = logger.iteratorForAppenders(); all.hasNext();) {
				Appender<ILoggingEvent> appender = all.next();
				if (appender instanceof OpenTelemetryAppender) {
					appenders.add(appender);
				}
			}
		});
		return appenders;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AspireLoggingAutoConfiguration.class, OpenTelemetryLoggingAutoConfiguration.class,
			OpenTelemetrySdkAutoConfiguration.class, OtlpLoggingAutoConfiguration.class })
	static class Application {

		@Bean
		LastLine lastLine() {
			return new LastLine();
		}

	}

	static final class LastLine implements AutoCloseable {

		@Override
		public void close() {
			logger.info("The last line");
		}

	}

}
