// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.tracing;

import java.util.List;

import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.context.Scope;

/**
 * Makes the spans of whatever is called by somebody else, and none for what is not worth
 * it. The name of the other side waits until the end, when it is known whether there is
 * an address, which says more.
 */
final class ReceiverSpanHandler extends PropagatingReceiverTracingObservationHandler<ReceiverContext<?>> {

	private final List<UntracedRequests> untraced;

	ReceiverSpanHandler(Tracer tracer, Propagator propagator, List<UntracedRequests> untraced) {
		super(tracer, propagator);
		this.untraced = untraced;
	}

	@Override
	public void onStart(ReceiverContext<?> context) {
		if (isUntraced(context)) {
			try (Scope scope = UntracedSampler.untraced().makeCurrent()) {
				start(context);
			}
		}
		else {
			start(context);
		}
	}

	private boolean isUntraced(ReceiverContext<?> context) {
		for (UntracedRequests requests : this.untraced) {
			if (requests.include(context)) {
				return true;
			}
		}
		return false;
	}

	private void start(ReceiverContext<?> context) {
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
	public void tagSpan(ReceiverContext<?> context, Span span) {
		FinishedSpans.tag(context, span);
	}

	@Override
	public void customizeReceiverSpan(ReceiverContext<?> context, Span span) {
		FinishedSpans.finish(context, context.getRemoteServiceName(), span);
	}

	@Override
	public void endSpan(ReceiverContext<?> context, Span span) {
		getTracingContext(context).close();
		FinishedSpans.end(span);
	}

}
