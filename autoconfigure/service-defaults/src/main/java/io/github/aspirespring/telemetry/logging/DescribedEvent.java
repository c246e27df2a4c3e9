// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.logging;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

import org.springframework.util.ClassUtils;

/**
 * An event whose template and arguments are key-value pairs, under the names that .NET
 * has for them: {@code {OriginalFormat}}, and {@code 0}, {@code 1} and so on for
 * arguments without a name. Only simple values are arguments here. All are in the message
 * already, and the text of others may be long, or costly to build a second time.
 *
 * @see <a href=
 * "https://github.com/microsoft/aspire/blob/main/src/Aspire.Dashboard/Otlp/Model/OtlpLogEntry.cs">OtlpLogEntry</a>
 * @see <a href=
 * "https://github.com/dotnet/runtime/blob/main/src/libraries/Microsoft.Extensions.Logging.Abstractions/src/FormattedLogValues.cs">FormattedLogValues</a>
 */
final class DescribedEvent implements ILoggingEvent {

	private static final String TEMPLATE = "{OriginalFormat}";

	// What Spring's own logging marks all of its lines with
	private static final String COMMONS_LOGGING = "COMMONS-LOGGING";

	// Of Micrometer, and of OpenTelemetry's own instrumentation
	private static final Set<String> TRACE_KEYS = Set.of("traceId", "spanId", "trace_id", "span_id", "trace_flags");

	private final ILoggingEvent event;

	private final DescribingAppender appender;

	private @Nullable List<KeyValuePair> keyValuePairs;

	DescribedEvent(ILoggingEvent event, DescribingAppender appender) {
		this.event = event;
		this.appender = appender;
	}

	@Override
	public List<KeyValuePair> getKeyValuePairs() {
		List<KeyValuePair> pairs = this.keyValuePairs;
		if (pairs == null) {
			pairs = describe();
			this.keyValuePairs = pairs;
		}
		return pairs;
	}

	private List<KeyValuePair> describe() {
		List<KeyValuePair> pairs = new ArrayList<>();
		pairs.add(new KeyValuePair(TEMPLATE, this.event.getMessage()));
		Object[] arguments = this.event.getArgumentArray();
		if (arguments != null && this.appender.properties().arguments()) {
			for (int i = 0; i < arguments.length; i++) {
				if (arguments[i] != null && ClassUtils.isSimpleValueType(arguments[i].getClass())) {
					pairs.add(new KeyValuePair(String.valueOf(i), arguments[i]));
				}
			}
		}
		// Last, for what the application says wins
		if (this.event.getKeyValuePairs() != null) {
			pairs.addAll(this.event.getKeyValuePairs());
		}
		return pairs;
	}

	@Override
	public Map<String, String> getMDCPropertyMap() {
		Map<String, String> entries = this.event.getMDCPropertyMap();
		if (entries.isEmpty() || !this.appender.properties().mdc()) {
			return Map.of();
		}
		Map<String, String> others = new HashMap<>(entries);
		others.keySet().removeAll(TRACE_KEYS);
		return others;
	}

	@Override
	@Deprecated
	@SuppressWarnings("InlineMeSuggester")
	public Map<String, String> getMdc() {
		return getMDCPropertyMap();
	}

	@Override
	public String getThreadName() {
		return this.event.getThreadName();
	}

	@Override
	public Level getLevel() {
		return this.event.getLevel();
	}

	@Override
	public String getMessage() {
		return this.event.getMessage();
	}

	@Override
	public Object[] getArgumentArray() {
		return this.event.getArgumentArray();
	}

	@Override
	public String getFormattedMessage() {
		return this.event.getFormattedMessage();
	}

	@Override
	public String getLoggerName() {
		return this.event.getLoggerName();
	}

	@Override
	public LoggerContextVO getLoggerContextVO() {
		return this.event.getLoggerContextVO();
	}

	@Override
	public IThrowableProxy getThrowableProxy() {
		return this.event.getThrowableProxy();
	}

	@Override
	public StackTraceElement[] getCallerData() {
		return this.event.getCallerData();
	}

	@Override
	public boolean hasCallerData() {
		return this.event.hasCallerData();
	}

	@Override
	public @Nullable List<Marker> getMarkerList() {
		List<Marker> markers = this.event.getMarkerList();
		if (markers == null || markers.stream().noneMatch(DescribedEvent::saysNothing)) {
			return markers;
		}
		List<Marker> others = markers.stream().filter((marker) -> !saysNothing(marker)).toList();
		return others.isEmpty() ? null : others;
	}

	private static boolean saysNothing(Marker marker) {
		return marker.getName().equals(COMMONS_LOGGING) && !marker.hasReferences();
	}

	@Override
	public long getTimeStamp() {
		return this.event.getTimeStamp();
	}

	@Override
	public int getNanoseconds() {
		return this.event.getNanoseconds();
	}

	@Override
	public Instant getInstant() {
		return this.event.getInstant();
	}

	@Override
	public long getSequenceNumber() {
		return this.event.getSequenceNumber();
	}

	@Override
	public void prepareForDeferredProcessing() {
		this.event.prepareForDeferredProcessing();
	}

}
