// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.benchmarks.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was measured, by what it is and by variant.
 */
final class Results {

	private final Map<String, Map<String, List<Double>>> values = new LinkedHashMap<>();

	void add(String what, String variant, double value) {
		this.values.computeIfAbsent(what, (key) -> new LinkedHashMap<>())
			.computeIfAbsent(variant, (key) -> new ArrayList<>())
			.add(value);
	}

	/**
	 * Prints the medians, and how they compare with those of the other variants of the
	 * same rounds: the median of the ratios, which the speed of the machine changes less.
	 * @param peers the variants to compare with
	 */
	void print(List<String> peers) {
		this.values.forEach((what, variants) -> {
			System.out.println();
			System.out.println(what);
			variants.forEach((variant, measured) -> {
				StringBuilder line = new StringBuilder("  %-32s %10s".formatted(variant, text(median(measured))));
				for (String peer : peers) {
					List<Double> others = variants.get(peer);
					if (others != null && !peer.equals(variant)) {
						line.append("   %s x %s".formatted(text(median(ratios(measured, others))), peer));
					}
				}
				System.out.println(line);
			});
		});
	}

	private static List<Double> ratios(List<Double> values, List<Double> others) {
		List<Double> ratios = new ArrayList<>();
		for (int i = 0; i < Math.min(values.size(), others.size()); i++) {
			ratios.add(values.get(i) / others.get(i));
		}
		return ratios;
	}

	private static double median(List<Double> values) {
		List<Double> sorted = values.stream().sorted().toList();
		int middle = sorted.size() / 2;
		return (sorted.size() % 2 != 0) ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
	}

	private static String text(double value) {
		return String.format(Locale.ROOT, (value < 100) ? "%.2f" : "%.0f", value);
	}

}
