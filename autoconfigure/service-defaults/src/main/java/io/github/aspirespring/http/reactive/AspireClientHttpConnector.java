// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http.reactive;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.Lifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;

import io.github.aspirespring.discovery.EndpointRotation;
import io.github.aspirespring.discovery.ServiceEndpointResolver;
import io.github.aspirespring.discovery.ServiceTarget;
import io.github.aspirespring.environment.ServiceEndpoint;

/**
 * Finds the service that a request is for, and leaves all other requests to the connector
 * that it wraps.
 */
final class AspireClientHttpConnector implements ClientHttpConnector, SmartLifecycle, DisposableBean {

	// That of Reactor Netty's connector: after the resources that it uses
	private static final int PHASE = 1;

	private final ClientHttpConnector delegate;

	private final @Nullable ServiceEndpointResolver resolver;

	AspireClientHttpConnector(ClientHttpConnector delegate, @Nullable ServiceEndpointResolver resolver) {
		this.delegate = delegate;
		this.resolver = resolver;
	}

	@Override
	public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
			Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
		return Mono.deferContextual((context) -> {
			ServiceTarget target = (this.resolver != null) ? this.resolver.target(uri) : null;
			if (target == null) {
				// What Spring observes of requests that are none of ours stays as it is
				if (AttemptObservations.observesAttempt(context)) {
					AttemptObservations.observeAddress(context, uri);
				}
				return this.delegate.connect(method, uri, requestCallback);
			}
			CallRotation call = context.getOrDefault(CallRotation.class, null);
			if (call == null || !call.isFor(uri)) {
				call = new CallRotation(uri, target.rotation(), null);
			}
			return new Connection(method, requestCallback, target, call, context).connect(call.first(), 1);
		});
	}

	@Override
	public void start() {
		if (this.delegate instanceof Lifecycle lifecycle) {
			lifecycle.start();
		}
	}

	@Override
	public void stop() {
		if (this.delegate instanceof Lifecycle lifecycle) {
			lifecycle.stop();
		}
	}

	@Override
	public boolean isRunning() {
		return !(this.delegate instanceof Lifecycle lifecycle) || lifecycle.isRunning();
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	@Override
	public void destroy() throws Exception {
		if (this.delegate instanceof DisposableBean disposable) {
			disposable.destroy();
		}
		else if (this.delegate instanceof Closeable closeable) {
			closeable.close();
		}
	}

	/**
	 * One request, and the endpoints that it is tried with.
	 */
	private final class Connection {

		private final HttpMethod method;

		private final Function<? super ClientHttpRequest, Mono<Void>> requestCallback;

		private final ServiceTarget target;

		private final CallRotation call;

		private final ContextView context;

		Connection(HttpMethod method, Function<? super ClientHttpRequest, Mono<Void>> requestCallback,
				ServiceTarget target, CallRotation call, ContextView context) {
			this.method = method;
			this.requestCallback = requestCallback;
			this.target = target;
			this.call = call;
			this.context = context;
		}

		Mono<ClientHttpResponse> connect(@Nullable ServiceEndpoint chosen, int tries) {
			EndpointRotation rotation = this.call.rotation();
			ServiceEndpoint endpoint = (chosen != null) ? chosen : rotation.next();
			URI address = rotation.address(this.call.uri(), endpoint);
			AttemptObservations.observeAddress(this.context, address);
			WatchedBody body = new WatchedBody();
			return AspireClientHttpConnector.this.delegate
				.connect(this.method, address, (request) -> this.requestCallback.apply(prepare(request, body)))
				.onErrorResume((failure) -> {
					// Nothing has been sent to an endpoint that nobody could connect to
					boolean other = !body.hasFailed() && rotation.failedToConnect(endpoint, failure)
							&& tries < rotation.size();
					if (other && !body.hasBegun()) {
						return connect(null, tries + 1);
					}
					return Mono.error((failure instanceof IOException io) ? this.target.explain(io) : failure);
				});
		}

		private ClientHttpRequest prepare(ClientHttpRequest request, WatchedBody body) {
			String hostName = this.target.hostName();
			if (hostName != null) {
				HttpHeaders headers = request.getHeaders();
				request.beforeCommit(() -> Mono.fromRunnable(() -> {
					if (!headers.containsHeader(HttpHeaders.HOST)) {
						headers.set(HttpHeaders.HOST, hostName);
					}
				}));
			}
			return (this.call.rotation().size() > 1) ? body.watch(request) : request;
		}

	}

}
