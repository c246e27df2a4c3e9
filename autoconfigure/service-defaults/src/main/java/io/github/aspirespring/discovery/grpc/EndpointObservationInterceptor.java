// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import java.net.InetSocketAddress;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.micrometer.core.instrument.binder.grpc.GrpcClientObservationContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/**
 * Adds the address of the endpoint that has answered to the observation of a call, which
 * knows the name of the service only. The address is of high cardinality: it goes to
 * traces, not to metrics.
 *
 * @see <a href=
 * "https://opentelemetry.io/docs/specs/semconv/registry/attributes/server/">Attributes of
 * servers</a>
 */
final class EndpointObservationInterceptor implements ClientInterceptor {

	private final ObservationRegistry registry;

	EndpointObservationInterceptor(ObservationRegistry registry) {
		this.registry = registry;
	}

	@Override
	public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
		return new SimpleForwardingClientCall<>(next.newCall(method, options)) {

			@Override
			public void start(Listener<R> listener, Metadata headers) {
				Observation observation = EndpointObservationInterceptor.this.registry.getCurrentObservation();
				super.start((observation != null && isOfCall(observation))
						? new ObservingListener<>(listener, observation, this) : listener, headers);
			}

		};
	}

	private static boolean isOfCall(Observation observation) {
		return observation.getContext() instanceof GrpcClientObservationContext;
	}

	private static final class ObservingListener<R> extends SimpleForwardingClientCallListener<R> {

		private final Observation observation;

		private final ClientCall<?, R> call;

		ObservingListener(ClientCall.Listener<R> listener, Observation observation, ClientCall<?, R> call) {
			super(listener);
			this.observation = observation;
			this.call = call;
		}

		@Override
		public void onClose(Status status, Metadata trailers) {
			Attributes attributes = this.call.getAttributes();
			if (attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress address) {
				this.observation.highCardinalityKeyValue("server.address", address.getHostString())
					.highCardinalityKeyValue("server.port", String.valueOf(address.getPort()));
			}
			super.onClose(status, trailers);
		}

	}

}
