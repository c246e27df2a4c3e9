// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.process;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Takes what a library logs, which is the output of the server it runs.
 */
final class JavaLogging {

	// The log manager itself does not keep a logger from being collected
	private static final ConcurrentMap<String, Logger> LOGGERS = new ConcurrentHashMap<>();

	private JavaLogging() {
	}

	/**
	 * Sends everything a library logs, from INFO on, to one place instead of standard
	 * error.
	 * @param loggerName the name of the library's topmost logger
	 * @param lines where each message goes
	 */
	static void redirect(String loggerName, Consumer<String> lines) {
		redirect(loggerName, Level.INFO, lines);
	}

	/**
	 * Sends what a library warns of to one place instead of standard error, and nothing
	 * else it logs anywhere.
	 * @param loggerName the name of the library's topmost logger
	 * @param lines where each message goes
	 */
	static void redirectWarnings(String loggerName, Consumer<String> lines) {
		redirect(loggerName, Level.WARNING, lines);
	}

	private static void redirect(String loggerName, Level level, Consumer<String> lines) {
		Logger logger = LOGGERS.computeIfAbsent(loggerName, Logger::getLogger);
		logger.setLevel(level);
		logger.setUseParentHandlers(false);
		for (Handler handler : logger.getHandlers()) {
			logger.removeHandler(handler);
		}
		logger.addHandler(new LineHandler(lines));
	}

	private static final class LineHandler extends Handler {

		private final Consumer<String> lines;

		private LineHandler(Consumer<String> lines) {
			this.lines = lines;
			setFormatter(new SimpleFormatter());
		}

		@Override
		public void publish(LogRecord record) {
			String message = getFormatter().formatMessage(record);
			this.lines.accept((record.getThrown() != null) ? message + ": " + record.getThrown() : message);
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	}

}
