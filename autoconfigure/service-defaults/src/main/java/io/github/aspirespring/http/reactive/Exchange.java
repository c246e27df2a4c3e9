// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http.reactive;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import io.github.aspirespring.discovery.EndpointRotation;
import io.github.aspirespring.discovery.ServiceTarget;
import io.github.aspirespring.environment.ServiceEndpoint;

/**
 * Sends a request as often as it is asked to, each time to another endpoint of the
 * service.
 */
final class Exchange {

	private final WatchedBody body = new WatchedBody();

	private final ClientRequest request;

	private final ExchangeFunction next;

	private final @Nullable EndpointRotation rotation;

	private final AttemptObservations observations;

	private final boolean observed;

	private final @Nullable Observation parent;

	private final @Nullable Observation caller;

	/**
	 * Creates an exchange.
	 * @param request the request
	 * @param next sends it
	 * @param target the service that it is for, or {@code null} if it is for a host
	 * @param observations observes the attempts
	 * @param call the call that the attempts are observed instead of, or {@code null} if
	 * they are not
	 * @param current what is observed where the call is made, if anything
	 */
	Exchange(ClientRequest request, ExchangeFunction next, @Nullable ServiceTarget target,
			AttemptObservations observations, @Nullable Observation call, @Nullable Observation current) {
		this.request = request;
		this.next = next;
		this.rotation = (target != null) ? target.rotation() : null;
		this.observations = observations;
		this.observed = call != null;
		this.parent = (call != null) ? observations.parent(call) : null;
		this.caller = (call != null) ? this.parent : current;
	}

	ClientRequest request() {
		return this.request;
	}

	/**
	 * Returns the order of the endpoints, or {@code null} if there is only one host.
	 */
	@Nullable EndpointRotation rotation() {
		return this.rotation;
	}

	/**
	 * Makes the observation of the caller that of this thread, if it has any: what
	 * happens to the call happens in any thread.
	 */
	Observation.Scope openCallerScope() {
		return (this.caller != null) ? this.caller.openScope() : Observation.Scope.NOOP;
	}

	WatchedBody body() {
		return this.body;
	}

	/**
	 * Makes what callers of {@code WebClient} get when a request fails.
	 */
	WebClientRequestException wrap(IOException failure) {
		return new WebClientRequestException(failure, this.request.method(), this.request.url(),
				this.request.headers());
	}

	/**
	 * Sends the request.
	 * @param number how many attempts came before
	 * @param endpoint where to, or {@code null} for the next endpoint
	 * @param limit limits the time until the headers of the response
	 */
	Mono<ClientResponse> send(int number, @Nullable ServiceEndpoint endpoint,
			UnaryOperator<Mono<ClientResponse>> limit) {
		return Mono.defer(() -> {
			ClientRequest.Builder builder = ClientRequest.from(this.request);
			if (this.request.body() != BodyInserters.empty()) {
				builder.body(this::insertBody);
			}
			if (!this.observed) {
				return limit.apply(exchange(builder.build(), endpoint));
			}
			Observation observation = this.observations.start(builder, number, this.parent);
			return observe(observation, builder.build(), endpoint, limit);
		});
	}

	private Mono<ClientResponse> observe(Observation observation, ClientRequest request,
			@Nullable ServiceEndpoint endpoint, UnaryOperator<Mono<ClientResponse>> limit) {
		AttemptObservations.Context context = (observation.getContext() instanceof AttemptObservations.Context attempt)
				? attempt : null;
		if (context != null) {
			context.setRequest(request);
		}
		AtomicBoolean ended = new AtomicBoolean();
		return limit.apply(exchange(request, endpoint)).doOnNext((response) -> {
			if (context != null) {
				context.setResponse(response);
			}
			end(observation, ended);
		}).doOnError((ex) -> {
			observation.error(ex);
			end(observation, ended);
		}).doOnCancel(() -> {
			if (context != null && !ended.get()) {
				context.abandon();
			}
			end(observation, ended);
		}).contextWrite((outer) -> outer.put(ObservationThreadLocalAccessor.KEY, observation));
	}

	// A subscription can be cancelled while a response arrives
	private static void end(Observation observation, AtomicBoolean ended) {
		if (!ended.getAndSet(true)) {
			observation.stop();
		}
	}

	private Mono<ClientResponse> exchange(ClientRequest request, @Nullable ServiceEndpoint endpoint) {
		// A filter may throw instead of returning an error
		return Mono.defer(() -> this.next.exchange(request))
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("The HTTP client did not give a response")))
			.contextWrite((outer) -> withRotation(outer, endpoint));
	}

	private Context withRotation(Context context, @Nullable ServiceEndpoint endpoint) {
		return (this.rotation != null)
				? context.put(CallRotation.class, new CallRotation(this.request.url(), this.rotation, endpoint))
				: context;
	}

	private Mono<Void> insertBody(ClientHttpRequest request, BodyInserter.Context context) {
		return this.request.body().insert(this.body.watch(request), context).doOnError((ex) -> {
			if (!request.isCommitted()) {
				this.body.fail();
			}
		});
	}

}
