// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/**
 * A request to a service. How often, where to and for how long it is sent is decided when
 * it is executed; a body that is streamed stays so.
 */
final class AspireClientHttpRequest extends AbstractClientHttpRequest implements StreamingHttpOutputMessage {

	// What RestClient calls it, which does not say so in public
	private static final String URI_TEMPLATE = "org.springframework.web.client.RestClient.uriTemplate";

	private final RequestBody body = new RequestBody();

	private final HttpCalls calls;

	private final HttpCalls.Plan plan;

	private final ClientHttpRequestFactory requestFactory;

	private final URI uri;

	private final HttpMethod method;

	private final @Nullable String uriTemplate;

	AspireClientHttpRequest(HttpCalls calls, HttpCalls.Plan plan, ClientHttpRequestFactory requestFactory, URI uri,
			HttpMethod method) {
		this.calls = calls;
		this.plan = plan;
		this.requestFactory = requestFactory;
		this.uri = uri;
		this.method = method;
		this.uriTemplate = UriTemplates.take();
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
	public void setBody(Body body) {
		assertNotExecuted();
		this.body.stream(body);
	}

	@Override
	protected OutputStream getBodyInternal(HttpHeaders headers) {
		return this.body.buffer();
	}

	@Override
	protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
		return this.calls.execute(this.plan, this, this.requestFactory);
	}

	RequestBody body() {
		return this.body;
	}

	@Nullable String uriTemplate() {
		return (getAttributes().get(URI_TEMPLATE) instanceof String template) ? template : this.uriTemplate;
	}

}
