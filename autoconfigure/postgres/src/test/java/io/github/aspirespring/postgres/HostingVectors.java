// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
	 * Returns the vectors with real values, by their identifier.
	 */
	static Map<String, Vector> all() {
		Map<String, Vector> vectors = new TreeMap<>();
		try (InputStream content = HostingVectors.class.getResourceAsStream(FILE)) {
			for (JsonNode vector : JsonMapper.builder().build().readTree(content)) {
				if (!vector.path("template").asBoolean()) {
					vectors.put(vector.path("id").asString(),
							new Vector(texts(vector.path("env")), texts(vector.path("expect"))));
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
		all().forEach((id, vector) -> AspireEnvironment.of(vector.variables())
			.connections()
			.forEach((connection) -> connections.put(id + " " + connection.name(), connection)));
		return connections;
	}

	private static Map<String, String> texts(JsonNode object) {
		Map<String, String> texts = new TreeMap<>();
		object.properties().forEach((entry) -> texts.put(entry.getKey(), entry.getValue().asString()));
		return texts;
	}

	/**
	 * What an AppHost injects, and what that stands for.
	 *
	 * @param variables the variables
	 * @param expectations the parts of the connection, if the vector states them
	 */
	record Vector(Map<String, String> variables, Map<String, String> expectations) {
	}

}
