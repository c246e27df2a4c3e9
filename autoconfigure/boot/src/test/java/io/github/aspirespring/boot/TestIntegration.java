// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.aspirespring.environment.Connection;

/**
 * An integration whose connection strings start with its name, and that takes a bare
 * address for possible.
 */
record TestIntegration(String id, List<String> clients) implements Integration {

	TestIntegration() {
		this("alpha");
	}

	TestIntegration(String id) {
		this(id, List.of(""));
	}

	@Override
	public String displayName() {
		return "Test " + this.id;
	}

	@Override
	public Class<? extends IntegrationProperties> propertiesType() {
		return TestProperties.class;
	}

	@Override
	public List<String> locationProperties() {
		return List.of("spring." + this.id + ".url", "spring." + this.id + ".cluster");
	}

	@Override
	public List<String> credentialProperties() {
		return List.of("spring." + this.id + ".password");
	}

	@Override
	public Recognition recognize(Connection connection) {
		String value = (connection.connectionString() != null) ? connection.connectionString().value() : "";
		if (value.startsWith(this.id + ":")) {
			return Recognition.CERTAIN;
		}
		return (value.startsWith("possible:") || "possible".equals(connection.properties().get("HOST")))
				? Recognition.POSSIBLE : Recognition.NO;
	}

	@Override
	public Map<String, Object> defaults(Selection selection) {
		return Map.of("spring." + this.id + ".timeout", "5s");
	}

	record TestProperties(@DefaultValue("true") boolean enabled, @Nullable String connectionName,
			@Nullable String connectionString,
			@DefaultValue Map<String, TestSettings> connections) implements IntegrationProperties {
	}

	record TestSettings(@DefaultValue("true") boolean enabled, @Nullable String color) implements ConnectionSettings {
	}

}
