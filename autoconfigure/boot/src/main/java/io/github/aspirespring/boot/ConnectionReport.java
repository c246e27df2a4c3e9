// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

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

	private final Map<String, String> targets = new TreeMap<>();

	private final Set<String> shadowed = new TreeSet<>();

	private final ConnectionSelector selector;

	ConnectionReport(ConnectionSelector selector) {
		this.selector = selector;
	}

	/**
	 * Adds a connection. Adding one again replaces its target.
	 * @param selection the connection
	 * @param target where it leads to, such as {@code localhost:6379}, without secrets
	 * @return whether it is new, and not added before for another client
	 */
	public synchronized boolean add(Selection selection, String target) {
		this.shadowed.addAll(selection.shadowed());
		return this.targets.put(selection.toString(), target) == null;
	}

	@Override
	public synchronized void afterSingletonsInstantiated() {
		if (!this.targets.isEmpty() && logger.isInfoEnabled()) {
			logger.info("Connected by the AppHost: " + this.targets.entrySet()
				.stream()
				.map((target) -> target.getKey() + " to " + target.getValue())
				.collect(Collectors.joining(", ")));
		}
		if (logger.isInfoEnabled()) {
			String named = this.selector.selectAll()
				.stream()
				.filter((connection) -> !connection.selected())
				.map(NamedSelection::toString)
				.distinct()
				.collect(Collectors.joining(", "));
			if (!named.isEmpty()) {
				logger.info("Connected on demand, by @AspireConnection: " + named);
			}
		}
		if (!this.shadowed.isEmpty() && logger.isInfoEnabled()) {
			logger.info("Not used because the AppHost says where to connect: " + String.join(", ", this.shadowed)
					+ "; set aspire.connection-precedence=application to use them instead");
		}
		this.selector.unusedSettings().forEach(logger::warn);
	}

}
