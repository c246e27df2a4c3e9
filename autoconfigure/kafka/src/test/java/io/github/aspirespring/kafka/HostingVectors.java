// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

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
		try (InputStream content = HostingVectors.class.getResourceAsStream(FILE)) {
			for (JsonNode vector : JsonMapper.builder().build().readTree(content)) {
				if (!vector.path("template").asBoolean()) {
					Map<String, String> variables = new HashMap<>();
					vector.path("env")
						.properties()
						.forEach((entry) -> variables.put(entry.getKey(), entry.getValue().asString()));
					vectors.put(vector.path("id").asString(), variables);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
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

}
