// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.tracing;

import java.util.List;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;

/**
 * Drops spans that start in a scope without tracing, and all that come of them, whichever
 * thread they start in: the trace state says so, because a sampler such as
 * {@code always_on} does not ask what became of the parent. All other spans are left to
 * the sampler that is configured.
 *
 * @param delegate the sampler that is configured
 * @see <a href= "https://www.w3.org/TR/trace-context/#tracestate-header">Trace state</a>
 */
record UntracedSampler(Sampler delegate) implements Sampler {

	private static final ContextKey<Boolean> UNTRACED = ContextKey.named("aspirespring-untraced");

	private static final String STATE = "aspirespring";

	private static final String STATE_UNTRACED = "untraced";

	private static final SamplingResult DROP = new Drop();

	/**
	 * Returns the current context, but one in which spans that start are dropped.
	 */
	static Context untraced() {
		return Context.current().with(UNTRACED, Boolean.TRUE);
	}

	@Override
	public SamplingResult shouldSample(Context parentContext, String traceId, String name, SpanKind spanKind,
			Attributes attributes, List<LinkData> parentLinks) {
		if (parentContext.get(UNTRACED) != null || isUntraced(Span.fromContext(parentContext).getSpanContext())) {
			return DROP;
		}
		return this.delegate.shouldSample(parentContext, traceId, name, spanKind, attributes, parentLinks);
	}

	private static boolean isUntraced(SpanContext parent) {
		return !parent.isSampled() && STATE_UNTRACED.equals(parent.getTraceState().get(STATE));
	}

	@Override
	public String getDescription() {
		return "Untraced{" + this.delegate.getDescription() + "}";
	}

	@Override
	public String toString() {
		return getDescription();
	}

	private static final class Drop implements SamplingResult {

		@Override
		public SamplingDecision getDecision() {
			return SamplingDecision.DROP;
		}

		@Override
		public Attributes getAttributes() {
			return Attributes.empty();
		}

		@Override
		public TraceState getUpdatedTraceState(TraceState parentTraceState) {
			return parentTraceState.toBuilder().put(STATE, STATE_UNTRACED).build();
		}

	}

}
