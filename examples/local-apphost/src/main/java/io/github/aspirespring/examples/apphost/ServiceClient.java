// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.aspirespring.examples.apphost.process.LocalAppHostException;

/**
 * Talks to a service over HTTP.
 */
final class ServiceClient {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(TIMEOUT)
		.build();

	private final String name;

	private final URI baseUri;

	ServiceClient(String name, URI baseUri) {
		this.name = name;
		this.baseUri = baseUri;
	}

	boolean isHealthy() {
		try {
			return exchange("GET", "/health", "").status() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	Answer get(String path) {
		return send("GET", path, "");
	}

	Answer post(String path, String json) {
		return send("POST", path, json);
	}

	Answer put(String path, String json) {
		return send("PUT", path, json);
	}

	Answer delete(String path) {
		return send("DELETE", path, "");
	}

	private Answer send(String method, String path, String json) {
		try {
			return exchange(method, path, json);
		}
		catch (IOException ex) {
			throw new LocalAppHostException("%s did not answer %s %s.".formatted(this.name, method, path), ex);
		}
	}

	private Answer exchange(String method, String path, String json) throws IOException {
		HttpRequest request = HttpRequest.newBuilder(this.baseUri.resolve(path))
			.timeout(TIMEOUT)
			.header("Content-Type", "application/json")
			.method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
			.build();
		try {
			HttpResponse<String> response = this.http.send(request, BodyHandlers.ofString());
			return new Answer(response.statusCode(), response.headers().firstValue("Location").orElse(""),
					response.headers().firstValue("Content-Type").orElse(""),
					response.headers().allValues("X-Served-By"), response.body());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LocalAppHostException("Interrupted.");
		}
	}

	/**
	 * An answer of a service.
	 *
	 * @param status the status code
	 * @param location the {@code Location} header, or empty
	 * @param contentType the {@code Content-Type} header, or empty
	 * @param servedBy the {@code X-Served-By} headers, one for each instance of the
	 * catalog that was asked
	 * @param body the body, or empty
	 */
	record Answer(int status, String location, String contentType, List<String> servedBy, String body) {

		JsonNode json() {
			try {
				return JsonMapper.shared().readTree(this.body);
			}
			catch (JacksonException ex) {
				throw new LocalAppHostException("A service answered with something that is not JSON.", ex);
			}
		}

	}

}
