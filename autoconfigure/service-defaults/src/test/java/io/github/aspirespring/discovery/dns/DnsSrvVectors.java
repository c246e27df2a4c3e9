// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.dns;

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
 * What service discovery of .NET does with SRV records. A field that is not known here
 * fails, for it could be an expectation.
 */
final class DnsSrvVectors {

	private static final String FILE = "/io/github/aspirespring/environment/vectors/discovery-vectors.json";

	private DnsSrvVectors() {
	}

	static List<Vector> load() {
		JsonMapper mapper = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
		try (InputStream json = DnsSrvVectors.class.getResourceAsStream(FILE)) {
			JsonNode vectors = mapper.readTree(Objects.requireNonNull(json)).path("dnsSrv");
			return List.of(mapper.treeToValue(vectors, Vector[].class));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	record Vector(String id, String origin, @Nullable Options options, @Nullable Map<String, String> config,
			@Nullable Map<String, String> env, @Nullable Map<String, String> files, String query,
			@Nullable List<Srv> srvRecords, Expectation expect, @Nullable String note) {

		@Override
		public String toString() {
			return this.id;
		}

	}

	record Options(@Nullable String querySuffix, @Nullable String serviceDomainNameCallback,
			@Nullable List<String> providers, @Nullable Boolean applyHostNameMetadata) {

	}

	record Srv(int priority, int weight, int port, String target, List<String> addresses) {

	}

	record Expectation(@Nullable String srvQuery, @Nullable List<Endpoint> endpoints, @Nullable String hostName,
			@Nullable Boolean providerCreated) {

	}

	record Endpoint(String type, String host, int port) {

	}

}
