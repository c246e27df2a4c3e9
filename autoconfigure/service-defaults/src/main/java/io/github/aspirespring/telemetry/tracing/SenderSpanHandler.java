// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.tracing;

import io.micrometer.observation.transport.SenderContext;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;

/**
 * Makes the spans of whatever calls somebody else. The name of the other side waits until
 * the end, when it is known whether there is an address, which says more.
 */
final class SenderSpanHandler extends PropagatingSenderTracingObservationHandler<SenderContext<?>> {

	SenderSpanHandler(Tracer tracer, Propagator propagator) {
		super(tracer, propagator);
	}

	@Override
	public void onStart(SenderContext<?> context) {
		String peer = context.getRemoteServiceName();
		context.setRemoteServiceName(null);
		try {
			super.onStart(context);
		}
		finally {
			context.setRemoteServiceName(peer);
		}
	}

	@Override
	public void tagSpan(SenderContext<?> context, Span span) {
		FinishedSpans.tag(context, span);
	}

	@Override
	public void customizeSenderSpan(SenderContext<?> context, Span span) {
		FinishedSpans.finish(context, context.getRemoteServiceName(), span);
	}

	@Override
	public void endSpan(SenderContext<?> context, Span span) {
		getTracingContext(context).close();
		FinishedSpans.end(span);
	}

}
