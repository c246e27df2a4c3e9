// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Answers without a network, so that what stands in front of it is all that costs.
 */
final class StubRequestFactory implements ClientHttpRequestFactory {

	private static final byte[] BODY = "pen".getBytes(StandardCharsets.UTF_8);

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod httpMethod) {
		return new StubRequest(uri, httpMethod);
	}

	private static final class StubRequest extends AbstractClientHttpRequest {

		private final URI uri;

		private final HttpMethod method;

		StubRequest(URI uri, HttpMethod method) {
			this.uri = uri;
			this.method = method;
		}

		@Override
		public HttpMethod getMethod() {
			return this.method;
		}

		@Override
		public URI getURI() {
			return this.uri;
		}

		@Override
		protected OutputStream getBodyInternal(HttpHeaders headers) {
			return OutputStream.nullOutputStream();
		}

		@Override
		protected ClientHttpResponse executeInternal(HttpHeaders headers) {
			return new StubResponse();
		}

	}

	private static final class StubResponse implements ClientHttpResponse {

		private final HttpHeaders headers = new HttpHeaders();

		StubResponse() {
			this.headers.setContentType(MediaType.TEXT_PLAIN);
			this.headers.setContentLength(BODY.length);
		}

		@Override
		public HttpStatusCode getStatusCode() {
			return HttpStatus.OK;
		}

		@Override
		public String getStatusText() {
			return "OK";
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

		@Override
		public InputStream getBody() {
			return new ByteArrayInputStream(BODY);
		}

		@Override
		public void close() {
			// There is nothing to release
		}

	}

}
