// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health.support;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Collects the patterns of paths that functional endpoints are routed by.
 */
public final class RoutePaths {

	private final Deque<List<String>> prefixes = new ArrayDeque<>(List.of(List.of("")));

	private final List<String> patterns = new ArrayList<>();

	/**
	 * Enters routes that have a predicate in common.
	 * @param paths the patterns of paths in the predicate
	 */
	public void startNested(List<String> paths) {
		this.prefixes.push(below(paths.isEmpty() ? List.of("") : paths));
	}

	/**
	 * Leaves the routes that have a predicate in common.
	 */
	public void endNested() {
		this.prefixes.pop();
	}

	/**
	 * Adds a route.
	 * @param paths the patterns of paths in its predicate
	 */
	public void route(List<String> paths) {
		this.patterns.addAll(below(paths.isEmpty() ? List.of("/**") : paths));
	}

	/**
	 * Returns the patterns of all routes.
	 * @return the patterns
	 */
	public Stream<String> patterns() {
		return this.patterns.stream();
	}

	private List<String> below(List<String> paths) {
		return this.prefixes.element()
			.stream()
			.flatMap((prefix) -> paths.stream().map((path) -> prefix + path))
			.toList();
	}

}
