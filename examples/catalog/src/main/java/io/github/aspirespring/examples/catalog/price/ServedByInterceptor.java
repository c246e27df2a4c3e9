// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.price;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.stereotype.Component;

/**
 * Says in every answer over gRPC which instance it is from, as the filter does for HTTP.
 */
@Component
@GlobalServerInterceptor
class ServedByInterceptor implements ServerInterceptor {

	private static final Metadata.Key<String> SERVED_BY = Metadata.Key.of("x-served-by",
			Metadata.ASCII_STRING_MARSHALLER);

	private final String instance;

	ServedByInterceptor(@Value("${catalog.instance}") String instance) {
		this.instance = instance;
	}

	@Override
	public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers,
			ServerCallHandler<Q, A> next) {
		return next.startCall(new SimpleForwardingServerCall<>(call) {

			@Override
			public void sendHeaders(Metadata headers) {
				headers.put(SERVED_BY, ServedByInterceptor.this.instance);
				super.sendHeaders(headers);
			}

		}, headers);
	}

}
