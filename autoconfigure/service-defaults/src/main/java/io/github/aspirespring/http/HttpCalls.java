// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.client.AbstractBufferingClientHttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

import io.github.aspirespring.discovery.ServiceEndpointResolver;
import io.github.aspirespring.discovery.ServiceTarget;
import io.github.aspirespring.resilience.ResiliencePipeline;
import io.github.aspirespring.resilience.ResiliencePipelines;

/**
 * Decides which requests are ours, and sends them.
 */
final class HttpCalls implements DisposableBean {

	private final Watches watches = new Watches();

	private final Workers workers = new Workers();

	private final @Nullable ServiceEndpointResolver resolver;

	private final @Nullable ResiliencePipelines pipelines;

	private final AttemptObservations observations;

	HttpCalls(@Nullable ServiceEndpointResolver resolver, @Nullable ResiliencePipelines pipelines,
			AttemptObservations observations) {
		this.resolver = resolver;
		this.pipelines = pipelines;
		this.observations = observations;
	}

	/**
	 * Returns what is to be done with requests to an address, or {@code null} if they are
	 * to be left alone.
	 * @throws IOException if the endpoints of the service cannot be looked up
	 */
	@Nullable Plan plan(URI uri) throws IOException {
		ServiceTarget target = target(uri);
		ResiliencePipeline pipeline = (this.pipelines != null) ? this.pipelines.find(target, uri) : null;
		return (target != null || pipeline != null) ? new Plan(target, pipeline) : null;
	}

	private @Nullable ServiceTarget target(URI uri) throws IOException {
		try {
			return (this.resolver != null) ? this.resolver.target(uri) : null;
		}
		catch (UncheckedIOException ex) {
			// What a request may fail with, so that callers get what they expect
			throw ex.getCause();
		}
	}

	/**
	 * Tells whether the attempts to send a request are observed, so that the call is not
	 * to be observed as well. Interceptors hide the request that they lead to, but not
	 * its address.
	 */
	boolean observes(ClientHttpRequest request) {
		return request instanceof AspireClientHttpRequest
				|| (request instanceof AbstractBufferingClientHttpRequest && hasPlan(request.getURI()));
	}

	private boolean hasPlan(URI uri) {
		try {
			return plan(uri) != null;
		}
		catch (IOException ex) {
			// There will be no attempt, only a call that fails
			return false;
		}
	}

	ClientHttpResponse execute(Plan plan, AspireClientHttpRequest request, ClientHttpRequestFactory requestFactory)
			throws IOException {
		Exchange exchange = new Exchange(request, requestFactory, this.observations, plan.target());
		ResiliencePipeline pipeline = plan.pipeline();
		if (pipeline == null) {
			return exchange.send(0, null);
		}
		return pipeline.hedges(request.getMethod())
				? new HedgedCall(exchange, pipeline, this.watches, this.workers).execute()
				: new HttpCall(exchange, pipeline, this.watches).execute();
	}

	@Override
	public void destroy() {
		this.workers.close();
		this.watches.close();
	}

	/**
	 * What is to be done with a request.
	 *
	 * @param target the service that it is for, or {@code null} if it is for a host
	 * @param pipeline what protects the call, or {@code null} if nothing does
	 */
	record Plan(@Nullable ServiceTarget target, @Nullable ResiliencePipeline pipeline) {

	}

}
