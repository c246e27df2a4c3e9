// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.json.JsonWriter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;

/**
 * What a probe is told: a status, and nothing of what it is made of.
 *
 * @param status the status
 * @param code the HTTP status code that Spring Boot maps it to
 * @see <a href=
 * "https://learn.microsoft.com/aspnet/core/host-and-deploy/health-checks">Health checks
 * of ASP.NET Core</a>, which have the same words and headers
 */
public record Answer(Status status, int code) {

	/**
	 * The answer where there is no other.
	 */
	public static final Answer UNAVAILABLE = new Answer(Status.DOWN, 503);

	private static final JsonWriter<Status> JSON = JsonWriter.of((members) -> members.add("status", Status::getCode));

	static Answer of(Status status, HttpCodeStatusMapper mapper) {
		return new Answer(status, mapper.getStatusCode(status));
	}

	/**
	 * Returns the response, as JSON or as text.
	 * @param accept the values of the request's {@code Accept} header
	 * @return the response
	 */
	public ResponseEntity<byte[]> toResponse(List<String> accept) {
		boolean json = prefersJson(accept);
		String body = json ? JSON.writeToString(this.status) : text();
		return ResponseEntity.status(this.code)
			.header(HttpHeaders.CACHE_CONTROL, "no-store, no-cache")
			.header(HttpHeaders.PRAGMA, "no-cache")
			.header(HttpHeaders.EXPIRES, "Thu, 01 Jan 1970 00:00:00 GMT")
			.contentType(json ? MediaType.APPLICATION_JSON : MediaType.TEXT_PLAIN)
			.body(body.getBytes(StandardCharsets.UTF_8));
	}

	private String text() {
		if (this.code < 200 || this.code > 299) {
			return "Unhealthy";
		}
		return (this.status.equals(Status.UP) || this.status.equals(Status.UNKNOWN)) ? "Healthy" : "Degraded";
	}

	private static boolean prefersJson(List<String> accept) {
		try {
			List<MediaType> types = MediaType.parseMediaTypes(accept);
			MimeTypeUtils.sortBySpecificity(types);
			for (MediaType type : types) {
				if (type.includes(MediaType.TEXT_PLAIN)) {
					return false;
				}
				if (type.includes(MediaType.APPLICATION_JSON) || type.getSubtype().endsWith("+json")) {
					return true;
				}
			}
		}
		catch (InvalidMediaTypeException | InvalidMimeTypeException ex) {
			// A probe that cannot say what it wants is told in text
		}
		return false;
	}

}
