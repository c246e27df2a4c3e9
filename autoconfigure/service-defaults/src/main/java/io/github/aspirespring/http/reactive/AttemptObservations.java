// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http.reactive;

import java.net.URI;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

import org.springframework.web.reactive.function.client.ClientHttpObservationDocumentation;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.ClientRequestObservationConvention;
import org.springframework.web.reactive.function.client.DefaultClientRequestObservationConvention;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.aspirespring.http.HttpAttempt;

/**
 * Observes every attempt under the name under which Spring observes a call, so that
 * dashboards and alerts stay as they are. The calls of a client whose attempts are
 * observed get an observation that nobody sees: it only tells what the attempts are part
 * of, which {@code WebClient} would not if it had none.
 */
final class AttemptObservations {

	private static final ClientRequestObservationConvention DEFAULT = new DefaultClientRequestObservationConvention();

	private static final String URI_TEMPLATE = WebClient.class.getName() + ".uriTemplate";

	private final ObservationRegistry unseen = ObservationRegistry.create();

	private final ObservationRegistry registry;

	private final ClientRequestObservationConvention convention;

	AttemptObservations(ObservationRegistry registry, ClientRequestObservationConvention convention) {
		this.registry = registry;
		this.convention = convention;
		this.unseen.observationConfig().observationHandler(new UnseenHandler());
	}

	static AttemptObservations none() {
		return new AttemptObservations(ObservationRegistry.NOOP, DEFAULT);
	}

	/**
	 * Has the attempts of a client observed instead of its calls.
	 */
	void customize(WebClient.Builder builder) {
		if (!this.registry.isNoop()) {
			builder.observationRegistry(this.unseen);
		}
	}

	/**
	 * Returns the observation of a call that nobody sees, so that the attempts are to be
	 * observed, or {@code null} if the call itself is observed.
	 */
	@Nullable Observation unseen(ContextView context) {
		Observation observation = current(context);
		return (observation != null && observation.getContextView().containsKey(UnseenHandler.class)) ? observation
				: null;
	}

	/**
	 * Returns what the attempts of a call are part of.
	 */
	@Nullable Observation parent(Observation call) {
		if (call.getContextView().getParentObservation() instanceof Observation parent) {
			return parent;
		}
		// It is asked for in the thread of the caller; retries run in others
		Observation current = this.registry.getCurrentObservation();
		return (current != call) ? current : null;
	}

	Observation start(ClientRequest.Builder request, int number, @Nullable Observation parent) {
		Context context = new Context(request);
		context.setUriTemplate(HttpAttempt.path(context.template()));
		Observation observation = ClientHttpObservationDocumentation.HTTP_REACTIVE_CLIENT_EXCHANGES
			.observation(this.convention, DEFAULT, () -> context, this.registry);
		if (parent != null) {
			observation.parentObservation(parent);
		}
		HttpAttempt.observeNumber(observation, number);
		return observation.start();
	}

	/**
	 * Adds the address that a request really goes to.
	 */
	static void observeAddress(ContextView context, URI address) {
		Observation observation = current(context);
		if (observation != null && observation.getContext() instanceof ClientRequestObservationContext) {
			HttpAttempt.observeAddress(observation, address);
		}
	}

	/**
	 * Keeps the name of the service out of the path that a call is observed with.
	 */
	static void observePath(ContextView context) {
		Observation observation = current(context);
		if (observation != null && observation.getContext() instanceof ClientRequestObservationContext call) {
			call.setUriTemplate(HttpAttempt.path(call.getUriTemplate()));
		}
	}

	/**
	 * Tells whether an observation is about one attempt.
	 */
	static boolean observesAttempt(ContextView context) {
		Observation observation = current(context);
		return observation != null && observation.getContext() instanceof Context;
	}

	/**
	 * Returns what is observed at a place of a reactive stream.
	 */
	static @Nullable Observation current(ContextView context) {
		return context.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
	}

	/**
	 * What is known of one attempt.
	 */
	static final class Context extends ClientRequestObservationContext {

		private volatile boolean abandoned;

		Context(ClientRequest.Builder request) {
			super(request);
		}

		/**
		 * Says that nobody waits for a response any more.
		 */
		void abandon() {
			this.abandoned = true;
		}

		@Override
		public boolean isAborted() {
			return this.abandoned || super.isAborted();
		}

		private @Nullable String template() {
			ClientRequest request = getRequest();
			return (request != null && request.attributes().get(URI_TEMPLATE) instanceof String template) ? template
					: null;
		}

	}

	private static final class UnseenHandler implements ObservationHandler<Observation.Context> {

		@Override
		public void onStart(Observation.Context context) {
			context.put(UnseenHandler.class, this);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

	}

}
