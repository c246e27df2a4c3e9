// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.Connection;

/**
 * What AppHosts inject for resources of all kinds.
 */
final class HostingVectors {

	private static final String FILE = "/io/github/aspirespring/environment/vectors/hosting-vectors.json";

	private HostingVectors() {
	}

	/**
	 * Returns the variables of all vectors with real values, by the identifier of the
	 * vector.
	 */
	static Map<String, Map<String, String>> variables() {
		Map<String, Map<String, String>> vectors = new TreeMap<>();
		for (JsonNode vector : vectors()) {
			if (!vector.path("template").asBoolean()) {
				Map<String, String> variables = new HashMap<>();
				vector.path("env")
					.properties()
					.forEach((entry) -> variables.put(entry.getKey(), entry.getValue().asString()));
				vectors.put(vector.path("id").asString(), variables);
			}
		}
		return vectors;
	}

	/**
	 * Returns all connections, by the identifier of their vector and their name.
	 */
	static Map<String, Connection> connections() {
		Map<String, Connection> connections = new TreeMap<>();
		variables().forEach((id, variables) -> AspireEnvironment.of(variables)
			.connections()
			.forEach((connection) -> connections.put(id + " " + connection.name(), connection)));
		return connections;
	}

	/**
	 * Returns the vectors of a kind, those with placeholders for values too.
	 * @param kind a part of the name of the kind
	 * @return identifiers and whether they are templates
	 */
	static Set<String> ofKind(String kind) {
		Set<String> ids = new TreeSet<>();
		for (JsonNode vector : vectors()) {
			if (vector.path("kind").asString().contains(kind)) {
				ids.add(vector.path("id").asString() + (vector.path("template").asBoolean() ? " template" : ""));
			}
		}
		return ids;
	}

	private static JsonNode vectors() {
		try (InputStream content = HostingVectors.class.getResourceAsStream(FILE)) {
			return JsonMapper.builder().build().readTree(content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
