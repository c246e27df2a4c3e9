// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What service discovery of .NET does, from {@code discovery-vectors.json}. A field that
 * is not known here fails, for it could be an expectation.
 */
record DiscoveryVectors(JsonNode meta, JsonNode queryParsing, JsonNode endpointParsing, List<Resolution> resolution,
		List<Rewrite> httpRewrite, List<RoundRobin> roundRobin, JsonNode dnsSrv, JsonNode dns, JsonNode yarp,
		List<Scenario> errors, List<Scenario> lifecycle, JsonNode aspireEnvShapes, JsonNode javaUri) {

	private static final String FILE = "/io/github/aspirespring/environment/vectors/discovery-vectors.json";

	static DiscoveryVectors load() {
		try (InputStream json = DiscoveryVectors.class.getResourceAsStream(FILE)) {
			return JsonMapper.builder()
				.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
				.build()
				.readValue(Objects.requireNonNull(json), DiscoveryVectors.class);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	record Resolution(String id, String origin, Options options, Map<String, String> config, String query,
			Endpoints expect, @Nullable String note) {
	}

	record Options(List<String> providers, boolean allowAllSchemes, List<String> allowedSchemes, String sectionName,
			boolean applyHostNameMetadata) {

		boolean passThrough() {
			return this.providers.contains("pass-through");
		}

		AspireServiceDiscoveryProperties properties() {
			return new AspireServiceDiscoveryProperties(true, this.allowAllSchemes, this.allowedSchemes,
					this.applyHostNameMetadata);
		}

		/**
		 * Returns the services that a configuration says.
		 */
		Services services(Map<String, String> config) {
			Services services = Services.none();
			config.forEach((key, value) -> {
				int length = this.sectionName.length();
				if (!key.substring(0, length).equalsIgnoreCase(this.sectionName)) {
					throw new IllegalArgumentException(key);
				}
				services.variable("services" + key.substring(length).replace(":", "__"), value);
			});
			return services;
		}

	}

	record Endpoints(List<Endpoint> endpoints) {
	}

	record Endpoint(String type, @Nullable String uri, @Nullable String host, @Nullable Integer port, String text,
			@Nullable String hostName) {

		/**
		 * Returns the address without the slash that .NET adds.
		 */
		String address() {
			return this.text.endsWith("/") ? this.text.substring(0, this.text.length() - 1) : this.text;
		}

	}

	record Rewrite(String id, String origin, Options options, Map<String, String> config, String url, Rewritten expect,
			@Nullable String note) {
	}

	record Rewritten(@Nullable List<String> rewrites, @Nullable Failure error) {
	}

	record RoundRobin(String origin, @Nullable Integer count, @Nullable List<Integer> picks, @Nullable Failure error,
			@Nullable String scenario, @Nullable String expect) {

		String name() {
			return (this.scenario != null) ? this.scenario : "round robin " + this.count;
		}

	}

	record Failure(@Nullable String type, @Nullable String message, @Nullable String param) {
	}

	/**
	 * A scenario in words, whose expectation is a failure or words.
	 */
	record Scenario(String origin, String scenario, JsonNode expect) {
	}

}
