// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment.vectors;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.ServiceEndpoints;
import io.github.aspirespring.environment.services.AllowedSchemes;

/**
 * What service discovery of .NET does, from {@code discovery-vectors.json}, which is
 * derived from dotnet/extensions at commit 5862342c9a. A field that is not known here
 * fails, for it could be an expectation.
 */
record DiscoveryVectors(JsonNode meta, List<Query> queryParsing, List<Address> endpointParsing,
		List<Resolution> resolution, JsonNode httpRewrite, JsonNode roundRobin, JsonNode dnsSrv, JsonNode dns,
		JsonNode yarp, JsonNode errors, JsonNode lifecycle, List<Shape> aspireEnvShapes, UriCases javaUri) {

	static DiscoveryVectors load() {
		try (InputStream json = DiscoveryVectors.class.getResourceAsStream("discovery-vectors.json")) {
			return JsonMapper.builder()
				.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
				.build()
				.readValue(Objects.requireNonNull(json), DiscoveryVectors.class);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	record Query(String input, String origin, Reference expect) {

		@Override
		public String toString() {
			return this.input;
		}

	}

	record Reference(List<String> schemes, String serviceName, @Nullable String endpointName) {
	}

	record Address(String value, String origin, Endpoint expect) {

		@Override
		public String toString() {
			return this.value;
		}

	}

	/**
	 * An endpoint: with a URI or with a host and a port, which is 0 if there is none.
	 */
	record Endpoint(String type, @Nullable String uri, @Nullable String host, @Nullable Integer port, String text,
			@Nullable String hostName) {

		/**
		 * Returns the address without the slash that .NET adds.
		 */
		String address() {
			return this.text.endsWith("/") ? this.text.substring(0, this.text.length() - 1) : this.text;
		}

	}

	record Resolution(String id, String origin, Options options, Map<String, String> config, String query,
			Endpoints expect, @Nullable String note) {

		/**
		 * Returns the services that the configuration says, as variables.
		 */
		ServiceEndpoints services() {
			Map<String, String> variables = new HashMap<>();
			this.config.forEach((key, value) -> variables.put(variable(key), value));
			return AspireEnvironment.of(variables).services();
		}

		private String variable(String key) {
			int length = this.options.sectionName().length();
			if (!key.substring(0, length).equalsIgnoreCase(this.options.sectionName())) {
				throw new IllegalArgumentException(key);
			}
			return "services" + key.substring(length).replace(":", "__");
		}

		@Override
		public String toString() {
			return this.id;
		}

	}

	record Options(List<String> providers, boolean allowAllSchemes, List<String> allowedSchemes, String sectionName,
			boolean applyHostNameMetadata) {

		AllowedSchemes allowed() {
			return new AllowedSchemes(this.allowAllSchemes, this.allowedSchemes);
		}

	}

	record Endpoints(List<Endpoint> endpoints) {
	}

	record Shape(String origin, String apphost, Map<String, String> env, @Nullable String note) {

		@Override
		public String toString() {
			return this.apphost;
		}

	}

	record UriCases(String note, List<UriCase> cases) {
	}

	/**
	 * What the JDK makes of a URL; what is {@code null} is not said or really null.
	 */
	record UriCase(String input, @Nullable String getScheme, @Nullable String getHost, @Nullable Integer getPort,
			@Nullable String getAuthority, @Nullable String error, @Nullable String note) {

		@Override
		public String toString() {
			return this.input;
		}

	}

}
