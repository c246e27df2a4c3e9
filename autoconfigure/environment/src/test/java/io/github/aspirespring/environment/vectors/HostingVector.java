// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment.vectors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Variables that an AppHost injects, from {@code hosting-vectors.json}, which is derived
 * from microsoft/aspire at commit 59d405ff5a.
 *
 * @param id the identifier
 * @param kind the kind of resource
 * @param template whether values hold placeholders
 * @param env the variables
 * @param expect what a client must end up with, or {@code null} if nothing is said
 */
record HostingVector(String id, String kind, boolean template, Map<String, String> env, @Nullable Expectation expect) {

	static List<HostingVector> load() {
		try (InputStream json = HostingVector.class.getResourceAsStream("hosting-vectors.json")) {
			return JsonMapper.shared().readValue(Objects.requireNonNull(json), new TypeReference<>() {
			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the connection names after {@code ConnectionStrings__}.
	 */
	List<String> connectionStrings() {
		String start = "ConnectionStrings__";
		return variables(start).map((variable) -> variable.substring(start.length())).toList();
	}

	/**
	 * Returns the variables whose name starts with a text.
	 */
	Stream<String> variables(String start) {
		return this.env.keySet().stream().filter((variable) -> variable.startsWith(start));
	}

	String value(String variable) {
		return Objects.requireNonNull(this.env.get(variable), variable);
	}

	/**
	 * Returns everything that must not be printed: values of variables that hold secrets,
	 * and passwords within others.
	 */
	List<String> secrets() {
		Stream<String> variables = this.env.entrySet()
			.stream()
			.filter((variable) -> isSecret(variable.getKey(), variable.getValue()))
			.map(Map.Entry::getValue);
		Stream<String> expected = Stream.ofNullable(this.expect).map(Expectation::password).filter(Objects::nonNull);
		// Shorter ones are words that names consist of
		return Stream.concat(variables, expected).filter((secret) -> secret.length() > 5).distinct().toList();
	}

	private static boolean isSecret(String variable, String value) {
		if (variable.startsWith("ConnectionStrings__")) {
			return !value.matches("(\\w+://)?[\\w.-]+(:\\d+)?");
		}
		return variable.matches(".*(PASSWORD|KEY|TOKEN|CONNECTIONSTRING)");
	}

	@Override
	public String toString() {
		return this.id + " " + this.kind;
	}

	/**
	 * What a client must end up with; what is {@code null} is not said or not there.
	 */
	record Expectation(@Nullable String host, @Nullable String port, @Nullable String username,
			@Nullable String password, @Nullable String database, @Nullable Boolean tls) {
	}

}
