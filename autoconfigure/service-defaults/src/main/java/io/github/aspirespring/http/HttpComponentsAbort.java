// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.io.IOException;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;

/**
 * Makes Apache's client give up: it waits in reads of a socket, which no interrupt ends.
 */
final class HttpComponentsAbort implements ExecChainHandler {

	private HttpComponentsAbort() {
	}

	static ClientHttpRequestFactoryBuilder<?> customize(ClientHttpRequestFactoryBuilder<?> builder) {
		return (builder instanceof HttpComponentsClientHttpRequestFactoryBuilder apache)
				? apache.withHttpClientCustomizer(HttpComponentsAbort::customize) : builder;
	}

	// The client repeats requests on its own, and each of them is to be given up
	private static void customize(HttpClientBuilder builder) {
		builder.addExecInterceptorBefore(ChainElement.PROTOCOL.name(), "aspire", new HttpComponentsAbort());
	}

	@Override
	public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
			throws IOException, HttpException {
		Watch watch = Watch.CURRENT.get();
		if (watch != null) {
			watch.onExpiry(scope.execRuntime::discardEndpoint);
		}
		return chain.proceed(request, scope);
	}

}
