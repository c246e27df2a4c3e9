// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.r2dbc;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Leaves out statements that nobody asks about: those by which a pool looks after its
 * connections, and those that make the application ready, such as scripts, which would be
 * a trace each.
 */
final class StartUpStatements implements ObservationPredicate, ApplicationListener<ContextRefreshedEvent> {

	private final @Nullable String validationQuery;

	private volatile boolean ready;

	StartUpStatements(@Nullable String validationQuery) {
		this.validationQuery = validationQuery;
	}

	@Override
	public boolean test(String name, Observation.Context context) {
		return !(context instanceof StatementContext statement)
				|| (!isOfPool(statement) && (this.ready || statement.getParentObservation() != null));
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		this.ready = true;
	}

	private boolean isOfPool(StatementContext context) {
		return context.getQueries().stream().allMatch((query) -> query.equals(this.validationQuery));
	}

}
