// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.jdbc;

import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import net.ttddyy.observation.tracing.QueryContext;

import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Leaves out statements that nobody asks about: those by which a pool looks after its
 * connections, and those that make the application ready, such as migrations, which would
 * be a trace each. From then on, a statement outside of any trace begins its own: it is
 * the work of a thread that somebody wrote.
 */
final class StartUpStatements implements ObservationPredicate, ApplicationListener<ContextRefreshedEvent> {

	private final Supplier<ObservationRegistry> registry;

	private volatile boolean ready;

	StartUpStatements(Supplier<ObservationRegistry> registry) {
		this.registry = registry;
	}

	@Override
	public boolean test(String name, Observation.Context context) {
		if (!(context instanceof QueryContext query)) {
			return true;
		}
		boolean own = query.getDataSource() instanceof PooledConnections pool
				&& query.getQueries().stream().allMatch(pool::isOwn);
		return !own && (this.ready || this.registry.get().getCurrentObservation() != null);
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		this.ready = true;
	}

}
