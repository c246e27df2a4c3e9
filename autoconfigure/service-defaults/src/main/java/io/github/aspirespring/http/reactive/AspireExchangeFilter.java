// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http.reactive;

import java.util.function.UnaryOperator;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;

import io.github.aspirespring.discovery.ServiceEndpointResolver;
import io.github.aspirespring.discovery.ServiceTarget;
import io.github.aspirespring.resilience.ResiliencePipeline;
import io.github.aspirespring.resilience.ResiliencePipelines;

/**
 * Decides what is to be done with a request, and leaves those alone that are none of
 * ours.
 */
final class AspireExchangeFilter implements ExchangeFilterFunction {

	private final @Nullable ServiceEndpointResolver resolver;

	private final @Nullable ResiliencePipelines pipelines;

	private final AttemptObservations observations;

	AspireExchangeFilter(@Nullable ServiceEndpointResolver resolver, @Nullable ResiliencePipelines pipelines,
			AttemptObservations observations) {
		this.resolver = resolver;
		this.pipelines = pipelines;
		this.observations = observations;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return Mono.deferContextual((context) -> filter(request, next, context));
	}

	private Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next, ContextView context) {
		ServiceTarget target = (this.resolver != null) ? this.resolver.target(request.url()) : null;
		ResiliencePipeline pipeline = (this.pipelines != null) ? this.pipelines.find(target, request.url()) : null;
		Observation call = this.observations.unseen(context);
		if (target == null && pipeline == null && call == null) {
			return next.exchange(request);
		}
		if (target != null && call == null) {
			AttemptObservations.observePath(context);
		}
		Exchange exchange = new Exchange(request, next, target, this.observations, call,
				AttemptObservations.current(context));
		if (pipeline == null) {
			return exchange.send(0, null, UnaryOperator.identity());
		}
		return pipeline.hedges(request.method()) ? new HedgedCall(exchange, pipeline).execute()
				: new RetriedCall(exchange, pipeline).execute();
	}

}
