// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;

/**
 * OpenTelemetry's appender, for events that have their template among their key-value
 * pairs, which become attributes. Its own way to capture the template has another name
 * for it, and omits that of a message without arguments.
 */
final class DescribingAppender extends OpenTelemetryAppender {

	private static final String NAME = "ASPIRE_OPENTELEMETRY";

	private volatile LoggingProperties properties = new LoggingProperties(true, true, true);

	DescribingAppender(LoggerContext context) {
		setContext(context);
		setName(NAME);
		setCaptureExperimentalAttributes(true);
		setCaptureKeyValuePairAttributes(true);
		setCaptureLogstashMarkerAttributes(true);
		setCaptureLogstashStructuredArguments(true);
		setCaptureMarkerAttribute(true);
		setCaptureMdcAttributes("*");
		addFilter(new ExportLoopFilter());
		start();
	}

	void setProperties(LoggingProperties properties) {
		this.properties = properties;
	}

	LoggingProperties properties() {
		return this.properties;
	}

	@Override
	public void stop() {
		// Logback stops what it drops when it is reset. This one comes back, and what it
		// has kept would be gone if it were started again
	}

	@Override
	protected void append(ILoggingEvent event) {
		// What is kept is mapped later, by another thread
		event.prepareForDeferredProcessing();
		super.append(new DescribedEvent(event, this));
	}

}
