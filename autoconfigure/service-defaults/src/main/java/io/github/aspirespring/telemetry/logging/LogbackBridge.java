// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.logging;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.ConfigurationEvent;
import ch.qos.logback.core.spi.ConfigurationEventListener;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The way from Logback, of which a JVM has one, to OpenTelemetry, of which every
 * application context has its own. A line cannot be told to belong to a context, so that
 * each goes to the context that was opened last and still is open: exactly once. The
 * appender is on the root logger while there is such a context, and while one starts,
 * unless the configuration of Logback has an appender of this kind itself. It comes back
 * when Logback drops all appenders to read its configuration anew.
 */
final class LogbackBridge implements LoggerContextListener, ConfigurationEventListener {

	private static @Nullable LogbackBridge instance;

	private final LoggerContext context;

	private final DescribingAppender appender;

	// What was opened last is first
	private final Deque<Target> targets = new ArrayDeque<>();

	private boolean installed;

	private LogbackBridge(LoggerContext context) {
		this.context = context;
		this.appender = new DescribingAppender(context);
		context.addConfigurationEventListener(this);
	}

	/**
	 * Keeps what is logged from now on for the next target.
	 */
	static synchronized void prepare() {
		get().settle();
	}

	/**
	 * Leads everything to a target, what has been kept included.
	 */
	static synchronized void open(Target target) {
		LogbackBridge bridge = get();
		bridge.targets.push(target);
		bridge.settle();
	}

	/**
	 * Leads everything to the target before, if that is open still.
	 */
	static synchronized void close(Target target) {
		if (instance != null && instance.targets.remove(target)) {
			instance.settle();
			releaseUnused();
		}
	}

	/**
	 * Keeps nothing any more if there is no target.
	 */
	static synchronized void releaseUnused() {
		if (instance != null && instance.targets.isEmpty()) {
			instance.release();
			instance = null;
		}
	}

	private static LogbackBridge get() {
		if (instance == null) {
			instance = new LogbackBridge((LoggerContext) LoggerFactory.getILoggerFactory());
		}
		return instance;
	}

	private void settle() {
		// Logback drops even listeners that resist a reset when it is stopped, as Spring
		// Boot does before the next start
		if (!this.context.getCopyOfListenerList().contains(this)) {
			this.context.addListener(this);
		}
		Logger root = this.context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
		if (isConfigured()) {
			root.detachAppender(this.appender);
		}
		else if (!root.isAttached(this.appender)) {
			root.addAppender(this.appender);
		}
		Target target = this.targets.peek();
		if (target != null) {
			this.appender.setProperties(target.properties());
			OpenTelemetryAppender.install(target.openTelemetry());
			this.installed = true;
		}
	}

	private void release() {
		this.context.removeConfigurationEventListener(this);
		this.context.removeListener(this);
		this.context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender(this.appender);
		if (this.installed) {
			// Those of the configuration would go on to use a target that is closed
			OpenTelemetryAppender.install(OpenTelemetry.noop());
		}
	}

	private boolean isConfigured() {
		return this.context.getLoggerList().stream().anyMatch((logger) -> hasOther(logger));
	}

	private boolean hasOther(AppenderAttachable<ILoggingEvent> attachable) {
		for (Iterator<Appender<ILoggingEvent>> appenders = attachable.iteratorForAppenders(); appenders.hasNext();) {
			if (isOther(appenders.next())) {
				return true;
			}
		}
		return false;
	}

	@SuppressWarnings("unchecked")
	private boolean isOther(Appender<ILoggingEvent> candidate) {
		return (candidate instanceof AppenderAttachable<?> attachable)
				? hasOther((AppenderAttachable<ILoggingEvent>) attachable)
				: candidate instanceof OpenTelemetryAppender && candidate != this.appender;
	}

	@Override
	public boolean isResetResistant() {
		return true;
	}

	@Override
	public void onReset(LoggerContext context) {
		settleIfCurrent(this);
	}

	// A configuration that has been read may have an appender of its own
	@Override
	public void listen(ConfigurationEvent configurationEvent) {
		settleIfCurrent(this);
	}

	private static synchronized void settleIfCurrent(LogbackBridge bridge) {
		if (bridge == instance) {
			bridge.settle();
		}
	}

	@Override
	public void onStart(LoggerContext context) {
		// Nothing changes
	}

	@Override
	public void onStop(LoggerContext context) {
		// Nothing is logged any more
	}

	@Override
	public void onLevelChange(Logger logger, Level level) {
		// Levels are the loggers' own affair
	}

	/**
	 * Where to lead what is logged.
	 */
	static final class Target {

		private final OpenTelemetry openTelemetry;

		private final LoggingProperties properties;

		Target(OpenTelemetry openTelemetry, LoggingProperties properties) {
			this.openTelemetry = openTelemetry;
			this.properties = properties;
		}

		OpenTelemetry openTelemetry() {
			return this.openTelemetry;
		}

		LoggingProperties properties() {
			return this.properties;
		}

	}

}
