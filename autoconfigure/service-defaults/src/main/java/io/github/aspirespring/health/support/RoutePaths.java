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

	private final List<String> predicate = new ArrayList<>();

	private int negations;

	/**
	 * Collects the patterns of paths in one predicate.
	 * @param visit has the predicate visited, which tells {@link #path}
	 * @return the patterns
	 */
	public List<String> paths(Runnable visit) {
		this.predicate.clear();
		visit.run();
		return List.copyOf(this.predicate);
	}

	/**
	 * Notes a pattern of paths in the predicate that is visited, unless it is negated.
	 * @param pattern the pattern
	 */
	public void path(String pattern) {
		if (this.negations == 0) {
			this.predicate.add(pattern);
		}
	}

	/**
	 * Enters the negated part of a predicate.
	 */
	public void startNegate() {
		this.negations++;
	}

	/**
	 * Leaves the negated part of a predicate.
	 */
	public void endNegate() {
		this.negations--;
	}

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
