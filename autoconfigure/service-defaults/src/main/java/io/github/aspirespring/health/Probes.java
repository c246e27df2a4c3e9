// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * The probes by path.
 */
public final class Probes implements AutoCloseable {

	private final Map<String, Probe> probes = new LinkedHashMap<>();

	private final HttpCodeStatusMapper mapper;

	private final Duration timeToLive;

	private final Workers workers;

	Probes(HttpCodeStatusMapper mapper, Duration timeToLive, Workers workers) {
		this.mapper = mapper;
		this.timeToLive = timeToLive;
		this.workers = workers;
	}

	void add(String path, Supplier<Status> examination) {
		if (!path.isEmpty()) {
			this.probes.put(path,
					new Probe(() -> Answer.of(examination.get(), this.mapper), this.workers, this.timeToLive));
		}
	}

	/**
	 * Returns what handles probes, by path.
	 * @param <H> the type of handlers
	 * @param handler makes a handler for a probe
	 * @return a handler for each path
	 */
	public <H> Map<String, H> handlers(Function<Probe, H> handler) {
		return this.probes.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> handler.apply(entry.getValue())));
	}

	/**
	 * Returns the paths that are left to probes when the application has handlers of its
	 * own. A handler has a path for its own if its pattern begins with the path and
	 * matches it; one that matches it along with everything else does not.
	 * @param patterns the patterns of paths that the application handles
	 * @return the paths that no pattern names
	 */
	public Set<String> pathsBeside(Stream<String> patterns) {
		Set<String> named = patterns.map((pattern) -> pattern.startsWith("/") ? pattern : "/" + pattern)
			.collect(Collectors.toSet());
		return this.probes.keySet()
			.stream()
			.filter((path) -> named.stream().noneMatch((pattern) -> names(pattern, path)))
			.collect(Collectors.toSet());
	}

	private static boolean names(String pattern, String path) {
		try {
			return pattern.startsWith(path)
					&& PathPatternParser.defaultInstance.parse(pattern).matches(PathContainer.parsePath(path));
		}
		catch (PatternParseException ex) {
			// Of the older syntax, which has patterns that start with a wildcard only
			return false;
		}
	}

	@Override
	public void close() {
		this.workers.close();
	}

}
