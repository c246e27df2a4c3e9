// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.tracing;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.opentelemetry.context.Scope;

import io.github.aspirespring.telemetry.Untraced;

/**
 * Runs tasks as part of a trace that is dropped. They get an observation that nobody else
 * sees: clients that work in threads of their own take what they are part of from it.
 */
final class UntracedTasks implements Untraced {

	private final ObservationRegistry registry = ObservationRegistry.create();

	UntracedTasks(Tracer tracer) {
		this.registry.observationConfig().observationHandler(new DroppedSpanHandler(tracer));
	}

	@Override
	public Runnable wrap(Runnable task) {
		return () -> {
			Observation observation = start();
			try (Observation.Scope scope = observation.openScope()) {
				task.run();
			}
			finally {
				observation.stop();
			}
		};
	}

	private Observation start() {
		Observation observation = Observation.createNotStarted("untraced", this.registry);
		try (Scope scope = UntracedSampler.untraced().makeCurrent()) {
			return observation.start();
		}
	}

	private static final class DroppedSpanHandler extends DefaultTracingObservationHandler {

		DroppedSpanHandler(Tracer tracer) {
			super(tracer);
		}

		@Override
		public void onStart(Observation.Context context) {
			// A span with a parent of its own choice would start outside of the scope
			getTracingContext(context).setSpan(getTracer().spanBuilder().start());
		}

	}

}
