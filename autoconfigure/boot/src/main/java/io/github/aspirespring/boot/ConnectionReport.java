// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Says in one line at start what the AppHost has connected the application to, and in
 * others which connections there are besides and what in the configuration of the
 * application is not used. Names and targets only.
 */
public final class ConnectionReport implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(ConnectionReport.class);

	private static final String CONNECTED = "Connected by the AppHost: ";

	private final Map<String, String> targets = new TreeMap<>();

	private final Set<String> shadowed = new TreeSet<>();

	private boolean complete;

	private final ConnectionSelector selector;

	ConnectionReport(ConnectionSelector selector) {
		this.selector = selector;
	}

	/**
	 * Adds a connection. Adding one again replaces its target. One that is made on demand
	 * after the start has a line of its own.
	 * @param selection the connection
	 * @param target where it leads to, such as {@code localhost:6379}, without secrets
	 * @return whether it is new, and not added before for another client
	 */
	public synchronized boolean add(Selection selection, String target) {
		this.shadowed.addAll(selection.shadowed());
		boolean added = this.targets.put(selection.toString(), target) == null;
		if (added && this.complete) {
			logger.info(CONNECTED + selection + " to " + target);
		}
		return added;
	}

	@Override
	public synchronized void afterSingletonsInstantiated() {
		this.complete = true;
		info(CONNECTED, this.targets.entrySet().stream().map((target) -> target.getKey() + " to " + target.getValue()));
		info("On demand, by @AspireConnection: ",
				this.selector.selectAll()
					.stream()
					.filter((connection) -> !connection.selected())
					.map(NamedSelection::toString)
					.filter((connection) -> !this.targets.containsKey(connection))
					.distinct());
		if (!this.shadowed.isEmpty() && logger.isInfoEnabled()) {
			logger.info("Not used because the AppHost says where to connect: " + String.join(", ", this.shadowed)
					+ "; set aspire.connection-precedence=application to use them instead");
		}
		this.selector.unusedSettings().forEach(logger::warn);
	}

	private static void info(String message, Stream<String> items) {
		String joined = items.collect(Collectors.joining(", "));
		if (!joined.isEmpty()) {
			logger.info(message + joined);
		}
	}

}
