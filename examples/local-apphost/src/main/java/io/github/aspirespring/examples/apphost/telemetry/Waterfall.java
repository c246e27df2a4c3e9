// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.telemetry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A trace as text: what was done within what, by whom, where and when.
 */
public final class Waterfall {

	private static final int BAR_WIDTH = 40;

	private static final double NANOS_PER_MILLI = 1_000_000;

	private final List<Span> trace;

	private final long start;

	private final long total;

	private final List<Row> rows = new ArrayList<>();

	private Waterfall(List<Span> trace) {
		this.trace = trace.stream().sorted(Comparator.comparingLong(Span::start)).toList();
		this.start = trace.stream().mapToLong(Span::start).min().orElse(0);
		this.total = Math.max(1, trace.stream().mapToLong(Span::end).max().orElse(0) - this.start);
		Set<String> ids = trace.stream().map(Span::id).collect(Collectors.toSet());
		this.trace.stream().filter((span) -> !ids.contains(span.parentId())).forEach((root) -> add(root, 0));
	}

	/**
	 * Draws a trace.
	 * @param trace its spans, in any order
	 * @return the lines to print
	 */
	public static List<String> of(List<Span> trace) {
		return new Waterfall(trace).lines();
	}

	private void add(Span span, int depth) {
		this.rows.add(new Row(span, "  ".repeat(depth) + span.name()));
		this.trace.stream()
			.filter((child) -> child.parentId().equals(span.id()))
			.forEach((child) -> add(child, depth + 1));
	}

	private List<String> lines() {
		int service = width("SERVICE", (row) -> row.span().service());
		int name = width("SPAN", Row::name);
		int address = width("ADDRESS", (row) -> row.span().peer());
		String format = "  %-" + service + "s  %-" + name + "s  %11s  %-" + address + "s  %s";
		Stream<String> header = Stream
			.of(format.formatted("SERVICE", "SPAN", "DURATION", "ADDRESS", "").stripTrailing());
		return Stream.concat(header, this.rows.stream().map((row) -> line(format, row))).toList();
	}

	private String line(String format, Row row) {
		Span span = row.span();
		return format
			.formatted(span.service(), row.name(),
					String.format(Locale.ROOT, "%.1f ms", span.duration().toNanos() / NANOS_PER_MILLI), span.peer(),
					bar(span))
			.stripTrailing();
	}

	private String bar(Span span) {
		int from = Math.min(BAR_WIDTH - 1, scale(span.start() - this.start));
		int to = Math.max(from + 1, scale(span.end() - this.start));
		return "|" + " ".repeat(from) + "=".repeat(to - from) + " ".repeat(BAR_WIDTH - to) + "|";
	}

	private int scale(long nanos) {
		return (int) Math.round((double) nanos * BAR_WIDTH / this.total);
	}

	private int width(String title, Function<Row, String> column) {
		return Stream.concat(Stream.of(title), this.rows.stream().map(column)).mapToInt(String::length).max().orElse(0);
	}

	private record Row(Span span, String name) {

	}

}
