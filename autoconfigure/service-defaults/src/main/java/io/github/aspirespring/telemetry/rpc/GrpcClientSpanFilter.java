// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.rpc;

import io.grpc.Status;
import io.micrometer.core.instrument.binder.grpc.GrpcClientObservationContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;

/**
 * Describes the calls that the application makes. All that do not end well have failed.
 */
final class GrpcClientSpanFilter implements ObservationFilter {

	@Override
	public Observation.Context map(Observation.Context context) {
		if (context instanceof GrpcClientObservationContext call) {
			Status.Code status = call.getStatusCode();
			new GrpcSpan(call.getServiceName(), call.getMethodName(), status, call.getPeerName(), call.getPeerPort())
				.describe(context, status != Status.Code.OK);
		}
		return context;
	}

}
