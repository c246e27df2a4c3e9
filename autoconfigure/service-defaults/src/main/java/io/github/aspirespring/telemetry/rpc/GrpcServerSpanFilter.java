// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.rpc;

import java.util.EnumSet;
import java.util.Set;

import io.grpc.Status;
import io.micrometer.core.instrument.binder.grpc.GrpcServerObservationContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;

import io.github.aspirespring.telemetry.tracing.UntracedRequests;

/**
 * Describes the calls that the application answers, health checks aside. Those have
 * failed of which the client is innocent.
 */
final class GrpcServerSpanFilter implements ObservationFilter, UntracedRequests {

	// https://github.com/grpc/grpc/blob/master/doc/health-checking.md
	private static final String HEALTH = "grpc.health.v1.Health";

	private static final Set<Status.Code> FAILURES = EnumSet.of(Status.Code.UNKNOWN, Status.Code.DEADLINE_EXCEEDED,
			Status.Code.UNIMPLEMENTED, Status.Code.INTERNAL, Status.Code.UNAVAILABLE, Status.Code.DATA_LOSS);

	@Override
	public boolean include(Observation.ContextView context) {
		return context instanceof GrpcServerObservationContext call && HEALTH.equals(call.getServiceName());
	}

	// What Micrometer calls the peer of a server is what the client has called
	@Override
	public Observation.Context map(Observation.Context context) {
		if (context instanceof GrpcServerObservationContext call) {
			Status.Code status = call.getStatusCode();
			new GrpcSpan(call.getServiceName(), call.getMethodName(), status, call.getPeerName(), call.getPeerPort())
				.describe(context, status != null && FAILURES.contains(status));
		}
		return context;
	}

}
