// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Holds back what the export itself logs: exporting it would give rise to the next line,
 * and so on without end. OkHttp, which the exporters send with, does so when its frames
 * are logged, and may serve the application as well.
 */
final class ExportLoopFilter extends Filter<ILoggingEvent> {

	@Override
	public FilterReply decide(ILoggingEvent event) {
		String logger = event.getLoggerName();
		boolean loops = logger.startsWith("io.opentelemetry.exporter.") || logger.startsWith("io.opentelemetry.sdk.")
				|| (logger.startsWith("okhttp3.") && !event.getLevel().isGreaterOrEqual(Level.INFO));
		return loops ? FilterReply.DENY : FilterReply.NEUTRAL;
	}

}
