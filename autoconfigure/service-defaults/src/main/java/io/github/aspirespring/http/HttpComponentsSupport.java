// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.io.IOException;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;

import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;

/**
 * What Apache's client needs to be told: to give up when time is up, since it waits in
 * reads of a socket, which no interrupt ends; and not to repeat what is repeated anyway.
 */
final class HttpComponentsSupport
		implements ClientHttpRequestFactoryBuilderCustomizer<HttpComponentsClientHttpRequestFactoryBuilder> {

	@Override
	public HttpComponentsClientHttpRequestFactoryBuilder customize(
			HttpComponentsClientHttpRequestFactoryBuilder builder) {
		return builder.withHttpClientCustomizer((client) -> client.setRetryStrategy(new RetryStrategy())
			.addExecInterceptorBefore(ChainElement.PROTOCOL.name(), "aspire", HttpComponentsSupport::execute));
	}

	private static ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
			throws IOException, HttpException {
		Watch watch = Watch.CURRENT.get();
		if (watch != null) {
			watch.onExpiry(scope.execRuntime::discardEndpoint);
		}
		return chain.proceed(request, scope);
	}

	private static final class RetryStrategy extends DefaultHttpRequestRetryStrategy {

		@Override
		public boolean retryRequest(HttpRequest request, IOException exception, int count, HttpContext context) {
			return Watch.CURRENT.get() == null && super.retryRequest(request, exception, count, context);
		}

		@Override
		public boolean retryRequest(HttpResponse response, int count, HttpContext context) {
			return Watch.CURRENT.get() == null && super.retryRequest(response, count, context);
		}

	}

}
