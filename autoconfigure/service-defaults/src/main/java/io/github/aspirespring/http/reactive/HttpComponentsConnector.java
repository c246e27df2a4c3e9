// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http.reactive;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.function.Function;

import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.HttpComponentsClientHttpConnectorBuilder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.http.client.reactive.ClientHttpResponseDecorator;
import org.springframework.http.client.reactive.HttpComponentsClientHttpConnector;

/**
 * Tells Apache's client what it does not learn otherwise: that an attempt is cancelled,
 * which would keep its connection for ever, and not to repeat what is repeated anyway.
 */
final class HttpComponentsConnector implements ClientHttpConnector, Closeable {

	private static final String ATTEMPT = HttpComponentsConnector.class.getName();

	private final HttpComponentsClientHttpConnector delegate;

	private HttpComponentsConnector(HttpComponentsClientHttpConnector delegate) {
		this.delegate = delegate;
	}

	/**
	 * Returns a builder that makes connectors with these manners if it is one for
	 * Apache's client, else the builder itself.
	 */
	static ClientHttpConnectorBuilder<?> adapt(ClientHttpConnectorBuilder<?> builder) {
		return (builder instanceof HttpComponentsClientHttpConnectorBuilder apache)
				? (settings) -> build(apache, settings) : builder;
	}

	private static HttpComponentsConnector build(HttpComponentsClientHttpConnectorBuilder builder,
			@Nullable HttpClientSettings settings) {
		return new HttpComponentsConnector(builder
			.withHttpClientCustomizer((client) -> client.setRetryStrategy(new RetryStrategy())
				.addExecInterceptorBefore(ChainElement.PROTOCOL.name(), "aspire", HttpComponentsConnector::execute))
			.build(settings));
	}

	private static void execute(HttpRequest request, @Nullable AsyncEntityProducer producer, AsyncExecChain.Scope scope,
			AsyncExecChain chain, AsyncExecCallback callback) throws HttpException, IOException {
		if (scope.clientContext.getAttribute(ATTEMPT) instanceof Cancellation cancellation) {
			cancellation.set(() -> {
				scope.cancellableDependency.cancel();
				scope.execRuntime.discardEndpoint();
			});
		}
		chain.proceed(request, producer, scope, callback);
	}

	@Override
	public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
			Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
		return Mono.deferContextual((context) -> {
			if (!context.hasKey(Attempt.class)) {
				return this.delegate.connect(method, uri, requestCallback);
			}
			Cancellation cancellation = new Cancellation();
			return this.delegate.connect(method, uri, (request) -> {
				request.getAttributes().put(ATTEMPT, cancellation);
				return requestCallback.apply(request);
			})
				.<ClientHttpResponse>map((response) -> new CancellableResponse(response, cancellation))
				.doFinally(cancellation::end);
		});
	}

	@Override
	public void close() throws IOException {
		this.delegate.close();
	}

	/**
	 * Ends an exchange, even if it has yet to begin.
	 */
	private static final class Cancellation {

		private @Nullable Runnable action;

		private boolean cancelled;

		synchronized void set(Runnable action) {
			this.action = action;
			if (this.cancelled) {
				action.run();
			}
		}

		// The client fails at once, and who has cancelled is not to be told
		synchronized void end(SignalType signal) {
			if (signal != SignalType.CANCEL) {
				return;
			}
			this.cancelled = true;
			if (this.action != null) {
				this.action.run();
			}
		}

	}

	private static final class CancellableResponse extends ClientHttpResponseDecorator {

		private final Cancellation cancellation;

		CancellableResponse(ClientHttpResponse delegate, Cancellation cancellation) {
			super(delegate);
			this.cancellation = cancellation;
		}

		@Override
		public Flux<DataBuffer> getBody() {
			return super.getBody().doFinally(this.cancellation::end);
		}

	}

	private static final class RetryStrategy extends DefaultHttpRequestRetryStrategy {

		@Override
		public boolean retryRequest(HttpRequest request, IOException exception, int count, HttpContext context) {
			return context.getAttribute(ATTEMPT) == null && super.retryRequest(request, exception, count, context);
		}

		@Override
		public boolean retryRequest(HttpResponse response, int count, HttpContext context) {
			return context.getAttribute(ATTEMPT) == null && super.retryRequest(response, count, context);
		}

	}

}
