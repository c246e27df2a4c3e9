// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.io.OutputStream;
import java.net.URI;
import java.util.Map;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/**
 * What is observed of the request of one attempt: its address is that of the service, its
 * headers are its own, since every attempt has a trace header of its own.
 */
record AttemptRequest(HttpMethod method, URI uri, HttpHeaders headers,
		Map<String, Object> attributes) implements ClientHttpRequest {

	@Override
	public HttpMethod getMethod() {
		return this.method;
	}

	@Override
	public URI getURI() {
		return this.uri;
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.headers;
	}

	@Override
	public Map<String, Object> getAttributes() {
		return this.attributes;
	}

	@Override
	public OutputStream getBody() {
		throw new UnsupportedOperationException("Observing a request does not change its body");
	}

	@Override
	public ClientHttpResponse execute() {
		throw new UnsupportedOperationException("Observing a request does not send it");
	}

}
