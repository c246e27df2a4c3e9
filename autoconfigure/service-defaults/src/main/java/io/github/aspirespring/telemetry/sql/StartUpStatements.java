// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.sql;

import java.util.function.Predicate;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;

import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Leaves out statements that nobody asks about: those by which a pool looks after its
 * connections, and those that make the application ready, such as migrations, which would
 * be a trace each. From then on, a statement outside of any trace begins its own: it is
 * the work of a thread that somebody wrote.
 *
 * @param <C> what is known of a statement
 */
public final class StartUpStatements<C extends Observation.Context>
		implements ObservationPredicate, ApplicationListener<ContextRefreshedEvent> {

	private final Class<C> type;

	private final Predicate<C> ofPool;

	private final Predicate<C> inTrace;

	private volatile boolean ready;

	/**
	 * Creates a new predicate, which leaves other observations alone.
	 * @param type the type of the context of a statement
	 * @param ofPool whether a pool looks after a connection by a statement
	 * @param inTrace whether a statement belongs to a trace
	 */
	public StartUpStatements(Class<C> type, Predicate<C> ofPool, Predicate<C> inTrace) {
		this.type = type;
		this.ofPool = ofPool;
		this.inTrace = inTrace;
	}

	@Override
	public boolean test(String name, Observation.Context context) {
		if (!this.type.isInstance(context)) {
			return true;
		}
		C statement = this.type.cast(context);
		return !this.ofPool.test(statement) && (this.ready || this.inTrace.test(statement));
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		this.ready = true;
	}

}
