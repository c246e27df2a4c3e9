// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.telemetry;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.aspirespring.examples.apphost.process.LocalAppHostException;

/**
 * Asks the dashboard what it has.
 *
 * @see <a href=
 * "https://github.com/microsoft/aspire/blob/main/src/Aspire.Dashboard/Api/TelemetryApiService.cs">TelemetryApiService.cs</a>
 */
final class DashboardApi {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final int LATEST = 200;

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(TIMEOUT)
		.build();

	private final URI pages;

	DashboardApi(URI pages) {
		this.pages = pages;
	}

	boolean isReady() {
		try {
			return exchange("resources").statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	List<Instance> instances() {
		return get("resources").valueStream().map((resource) -> {
			String name = resource.path("name").asString("");
			return new Instance(name, resource.path("instanceId").asString(""),
					resource.path("hasTraces").asBoolean(false) ? count("spans", name) : 0,
					resource.path("hasLogs").asBoolean(false) ? count("logs", name) : 0,
					resource.path("hasMetrics").asBoolean(false) ? OptionalLong.empty() : OptionalLong.of(0));
		}).toList();
	}

	List<String> traces(String service) {
		JsonNode spans = get("spans?limit=%d&resource=%s".formatted(LATEST, escape(service)));
		return OtlpJson.spans(spans.path("data")).stream().map(Span::traceId).distinct().toList();
	}

	List<Span> trace(String traceId) {
		return OtlpJson.spans(get("traces/" + traceId).path("data"));
	}

	List<LogEntry> logs(String service, String template) {
		String search = "@log.originalformat:\"" + template + "\"";
		return OtlpJson
			.logs(get("logs?limit=%d&resource=%s&search=%s".formatted(LATEST, escape(service), escape(search)))
				.path("data"));
	}

	private long count(String items, String service) {
		return get("%s?limit=0&resource=%s".formatted(items, escape(service))).path("totalCount").asLong(0);
	}

	private JsonNode get(String path) {
		try {
			HttpResponse<String> response = exchange(path);
			// What nobody has sent yet is not found
			return JsonMapper.shared().readTree((response.statusCode() == 404) ? "{}" : response.body());
		}
		catch (IOException | JacksonException ex) {
			throw new LocalAppHostException("The dashboard did not answer GET %s.".formatted(path), ex);
		}
	}

	private HttpResponse<String> exchange(String path) throws IOException {
		HttpRequest request = HttpRequest.newBuilder(this.pages.resolve("/api/telemetry/" + path))
			.timeout(TIMEOUT)
			.build();
		try {
			return this.http.send(request, BodyHandlers.ofString());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LocalAppHostException("Interrupted.");
		}
	}

	private static String escape(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

}
