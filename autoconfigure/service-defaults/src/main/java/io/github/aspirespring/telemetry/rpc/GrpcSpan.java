// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.rpc;

import io.grpc.Status;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import io.github.aspirespring.telemetry.tracing.SpanAttributes;

/**
 * The attributes that spans of clients and of servers share.
 *
 * @param service the full name of the service
 * @param method the name of the method
 * @param status how the call ended, or {@code null} if nobody says so
 * @param host the host that was called, or {@code null} if it is not known
 * @param port the port that was called, if there is one
 */
record GrpcSpan(@Nullable String service, @Nullable String method, Status.@Nullable Code status, @Nullable String host,
		@Nullable Integer port) {

	/**
	 * Adds the attributes.
	 * @param context the observation of the call
	 * @param failed whether the call has failed, as far as this side is concerned
	 */
	void describe(Observation.Context context, boolean failed) {
		SpanAttributes.add(context, "rpc.system", "grpc");
		SpanAttributes.add(context, "rpc.service", this.service);
		SpanAttributes.add(context, "rpc.method", this.method);
		if (this.status != null) {
			SpanAttributes.add(context, "rpc.grpc.status_code", String.valueOf(this.status.value()));
			SpanAttributes.add(context, SpanAttributes.ERROR_TYPE, failed ? this.status.name() : null);
		}
		// An authority without a port may be anything, such as the name of a service
		if (this.host != null && this.port != null && this.port > 0
				&& !SpanAttributes.has(context, SpanAttributes.SERVER_ADDRESS)) {
			SpanAttributes.add(context, SpanAttributes.SERVER_ADDRESS, this.host);
			SpanAttributes.add(context, SpanAttributes.SERVER_PORT, String.valueOf(this.port));
		}
	}

}
