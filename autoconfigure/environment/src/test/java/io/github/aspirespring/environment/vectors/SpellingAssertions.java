// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment.vectors;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.Connection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks that a connection is found although its variables were spelled another way on
 * the path from the AppHost to the process, or have been lost.
 */
class SpellingAssertions {

	private final HostingVector vector;

	private final Connection connection;

	SpellingAssertions(HostingVector vector, Connection connection) {
		this.vector = vector;
		this.connection = connection;
	}

	void check() {
		checkUpperCase();
		checkEncodedNames();
		checkShell();
	}

	// Windows
	private void checkUpperCase() {
		Map<String, String> variables = new HashMap<>();
		this.vector.env().forEach((variable, value) -> variables.put(variable.toUpperCase(Locale.ROOT), value));
		assertSame(find(variables, this.connection.name()));
	}

	// Kubernetes and Azure App Service from 13.6 on
	private void checkEncodedNames() {
		Map<String, String> variables = new HashMap<>();
		this.vector.env().forEach((variable, value) -> {
			String start = "ConnectionStrings__";
			String name = variable.startsWith(start)
					? start + variable.substring(start.length()).replaceAll("\\W+", "_") : variable;
			variables.put(name, value);
		});
		assertSame(find(variables, this.connection.name()));
	}

	// dash
	private void checkShell() {
		Map<String, String> variables = new HashMap<>(this.vector.env());
		variables.keySet().removeIf((variable) -> !variable.matches("[A-Za-z_][A-Za-z0-9_]*"));
		boolean located = this.connection.properties()
			.names()
			.stream()
			.anyMatch((property) -> property.matches("HOST|URI|JDBCCONNECTIONSTRING|DATASOURCE"));
		boolean kept = variables.keySet().containsAll(this.connection.sources());
		if (kept || (located && variables.keySet()
			.containsAll(this.connection.properties()
				.names()
				.stream()
				.map(this.connection.properties()::source)
				.toList()))) {
			assertThat(find(variables, this.connection.name()).properties().names())
				.isEqualTo(this.connection.properties().names());
		}
	}

	private void assertSame(Connection found) {
		assertThat(found.connectionString() == null).isEqualTo(this.connection.connectionString() == null);
		if (found.connectionString() != null && this.connection.connectionString() != null) {
			assertThat(found.connectionString().value()).isEqualTo(this.connection.connectionString().value());
		}
		assertThat(found.properties().names()).isEqualTo(this.connection.properties().names());
	}

	private static Connection find(Map<String, String> variables, String name) {
		return Objects.requireNonNull(AspireEnvironment.of(variables).connections().find(name), name);
	}

}
