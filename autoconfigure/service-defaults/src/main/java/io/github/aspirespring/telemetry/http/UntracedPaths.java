// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.http;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Paths that are asked for by machines all the time. They count as .NET's do: in whole
 * segments, so that {@code /healthz} is another one, and whatever their case.
 *
 * @param paths the paths, each with a slash in front only
 * @see <a href= "https://aspire.dev/fundamentals/service-defaults/">Service defaults of
 * .NET</a>
 */
record UntracedPaths(List<String> paths) {

	/**
	 * Returns the paths of health probes and more.
	 * @param actuator the base path of the actuator
	 * @param others other paths
	 */
	static UntracedPaths of(String actuator, Collection<String> others) {
		return new UntracedPaths(Stream.concat(Stream.of("/health", "/alive", actuator), others.stream())
			.map(UntracedPaths::normalize)
			// It would be the path of everything
			.filter((path) -> !path.isEmpty())
			.distinct()
			.toList());
	}

	/**
	 * Returns a path with a slash in front only, or an empty string for the path of
	 * everything.
	 */
	static String normalize(String path) {
		String inner = path.strip().replaceAll("^/+|/+$", "");
		return inner.isEmpty() ? "" : "/" + inner;
	}

	/**
	 * Tells whether a path is one of these or below one of them.
	 */
	boolean include(String path) {
		for (String untraced : this.paths) {
			int end = untraced.length();
			if (path.regionMatches(true, 0, untraced, 0, end)
					&& (path.length() == end || path.charAt(end) == '/' || path.charAt(end) == ';')) {
				return true;
			}
		}
		return false;
	}

}
