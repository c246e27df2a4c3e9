// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

import io.github.aspirespring.discovery.EndpointRotation;
import io.github.aspirespring.discovery.ServiceTarget;
import io.github.aspirespring.environment.ServiceEndpoint;

/**
 * Sends a request as often as it is asked to, each time to another endpoint of the
 * service.
 */
final class Exchange {

	private final ClientHttpRequestFactory requestFactory;

	private final AttemptObservations observations;

	private final HttpMethod method;

	private final URI uri;

	private final HttpHeaders headers;

	private final Map<String, Object> attributes;

	private final RequestBody body;

	private final @Nullable String uriTemplate;

	private final @Nullable ServiceTarget target;

	private final @Nullable EndpointRotation rotation;

	private final @Nullable Observation parent;

	Exchange(AspireClientHttpRequest request, ClientHttpRequestFactory requestFactory, AttemptObservations observations,
			@Nullable ServiceTarget target) {
		this.requestFactory = requestFactory;
		this.observations = observations;
		this.method = request.getMethod();
		this.uri = request.getURI();
		this.headers = request.getHeaders();
		this.attributes = request.getAttributes();
		this.body = request.body();
		this.uriTemplate = request.uriTemplate();
		this.target = target;
		this.rotation = (target != null) ? target.rotation() : null;
		this.parent = observations.current();
	}

	HttpMethod method() {
		return this.method;
	}

	/**
	 * Returns the next endpoint, or {@code null} if the request is for a host.
	 */
	@Nullable ServiceEndpoint next() {
		return (this.rotation != null) ? this.rotation.next() : null;
	}

	/**
	 * Returns the host and port of an endpoint.
	 */
	String address(@Nullable ServiceEndpoint endpoint) {
		return (endpoint != null) ? endpoint.address().toString() : this.uri.getRawAuthority();
	}

	/**
	 * Makes the observation of the caller that of this thread, if it has any.
	 */
	Observation.Scope openCallerScope() {
		return (this.parent != null) ? this.parent.openScope() : Observation.Scope.NOOP;
	}

	boolean isRepeatable() {
		return this.body.isRepeatable();
	}

	/**
	 * Sends the request to the next endpoint, and where nobody can connect to the one
	 * after that.
	 * @param number how many attempts came before
	 * @param watch limits the time until the headers of the response, or is {@code null}
	 */
	AttemptResponse send(int number, @Nullable Watch watch) throws IOException {
		return send(number, watch, this::transmit);
	}

	/**
	 * Sends the request to one endpoint.
	 * @param number how many attempts came before
	 * @param endpoint the endpoint, or {@code null} if the request is for a host
	 * @param watch limits the time until the headers of the response
	 */
	AttemptResponse send(int number, @Nullable ServiceEndpoint endpoint, Watch watch) throws IOException {
		EndpointRotation rotation = this.rotation;
		URI address = (endpoint != null && rotation != null) ? rotation.address(this.uri, endpoint) : this.uri;
		return send(number, watch, (headers, observation) -> {
			try {
				return transmit(address, headers, observation);
			}
			catch (IOException ex) {
				if (endpoint != null && rotation != null) {
					rotation.failedToConnect(endpoint, ex);
				}
				throw (this.target != null) ? this.target.explain(ex) : ex;
			}
		});
	}

	private AttemptResponse send(int number, @Nullable Watch watch, Transmission transmission) throws IOException {
		if (this.observations.isNoop()) {
			return send(this.headers, Observation.NOOP, watch, transmission);
		}
		HttpHeaders own = new HttpHeaders();
		own.putAll(this.headers);
		AttemptRequest request = new AttemptRequest(this.method, this.uri, own, this.attributes);
		Observation observation = this.observations.start(request, this.uriTemplate, number, this.parent);
		return send(own, observation, watch, transmission);
	}

	private AttemptResponse send(HttpHeaders headers, Observation observation, @Nullable Watch watch,
			Transmission transmission) throws IOException {
		try (Observation.Scope scope = observation.openScope()) {
			ClientHttpResponse response = transmission.transmit(headers, observation);
			AttemptResponse answer = new AttemptResponse(response, observation, (watch != null) ? watch.abort() : null);
			if (observation.getContext() instanceof AttemptObservations.Context context) {
				context.setResponse(answer);
			}
			return answer;
		}
		catch (IOException | RuntimeException | Error ex) {
			observation.error(ex).stop();
			throw ex;
		}
	}

	private ClientHttpResponse transmit(HttpHeaders headers, Observation observation) throws IOException {
		if (this.target == null || this.rotation == null) {
			return transmit(this.uri, headers, observation);
		}
		for (int tries = 1;; tries++) {
			ServiceEndpoint endpoint = this.rotation.next();
			try {
				return transmit(this.rotation.address(this.uri, endpoint), headers, observation);
			}
			catch (IOException ex) {
				// Nothing has been sent to an endpoint that nobody could connect to
				boolean other = this.rotation.failedToConnect(endpoint, ex) && tries < this.rotation.size();
				if (!other || !this.body.isRepeatable()) {
					throw this.target.explain(ex);
				}
			}
		}
	}

	private ClientHttpResponse transmit(URI address, HttpHeaders headers, Observation observation) throws IOException {
		HttpAttempt.observeAddress(observation, address);
		ClientHttpRequest transport = this.requestFactory.createRequest(address, this.method);
		transport.getHeaders().putAll(headers);
		String hostName = (this.target != null) ? this.target.hostName() : null;
		if (hostName != null && !headers.containsHeader(HttpHeaders.HOST)) {
			transport.getHeaders().set(HttpHeaders.HOST, hostName);
		}
		if (!this.attributes.isEmpty()) {
			transport.getAttributes().putAll(this.attributes);
		}
		this.body.writeTo(transport);
		return transport.execute();
	}

	private interface Transmission {

		ClientHttpResponse transmit(HttpHeaders headers, Observation observation) throws IOException;

	}

}
