// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.aspirespring.examples.apphost.process.Console;

/**
 * What runs, where, and what the service was told about it.
 */
final class Summary {

	private static final String ROW = "  %-11s %-20s %s";

	private final List<String> resources = new ArrayList<>();

	private final Console console;

	Summary(Console console) {
		this.console = console;
		this.resources.add(ROW.formatted("RESOURCE", "TYPE", "ENDPOINT"));
	}

	void add(String resource, String type, String endpoint) {
		this.resources.add(ROW.formatted(resource, type, endpoint));
	}

	void printInjected(String service, Map<String, String> injected) {
		this.console.print("");
		this.console.print("Injected into " + service);
		injected.forEach((name, value) -> this.console.print("  " + name + "=" + value));
		this.console.print("");
	}

	void printResources() {
		this.console.print("");
		this.resources.forEach(this.console::print);
		this.console.print("");
	}

}
