// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.io.IOException;
import java.net.URI;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Makes requests that find their service, and leaves all others to the factory that it
 * wraps.
 */
final class AspireClientHttpRequestFactory implements ClientHttpRequestFactory, DisposableBean {

	private final ClientHttpRequestFactory delegate;

	private final ObjectProvider<HttpCalls> calls;

	AspireClientHttpRequestFactory(ClientHttpRequestFactory delegate, ObjectProvider<HttpCalls> calls) {
		this.delegate = delegate;
		this.calls = calls;
	}

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod httpMethod) throws IOException {
		HttpCalls calls = this.calls.getObject();
		HttpCalls.Plan plan = calls.plan(uri);
		return (plan != null) ? new AspireClientHttpRequest(calls, plan, this.delegate, uri, httpMethod)
				: this.delegate.createRequest(uri, httpMethod);
	}

	@Override
	public void destroy() throws Exception {
		if (this.delegate instanceof DisposableBean disposable) {
			disposable.destroy();
		}
	}

}
