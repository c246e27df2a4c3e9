// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.r2dbc;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.r2dbc.proxy.core.QueryExecutionInfo;
import io.r2dbc.proxy.listener.ProxyExecutionListener;
import io.r2dbc.proxy.observation.QueryObservationConvention;
import io.r2dbc.spi.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

import io.github.aspirespring.telemetry.sql.Database;

/**
 * Observes statements, in the place of R2DBC Proxy's own listener. That one asks
 * predicates before the observation has a name, fails for each statement that they leave
 * out, and adds an event for every row.
 */
final class StatementListener implements ProxyExecutionListener {

	private final ObservationRegistry registry;

	private final QueryObservationConvention convention;

	private final String product;

	private final Database database;

	private final Parameters parameters;

	StatementListener(ObservationRegistry registry, QueryObservationConvention convention,
			ConnectionFactory connectionFactory, Parameters parameters) {
		this.registry = registry;
		this.convention = convention;
		this.product = connectionFactory.getMetadata().getName();
		this.database = DatabaseOptions.read(connectionFactory);
		this.parameters = parameters;
	}

	@Override
	public void beforeQuery(QueryExecutionInfo execution) {
		Observation observation = Observation.createNotStarted(this.convention, () -> context(execution),
				this.registry);
		execution.getValueStore().put(Observation.class, observation.start());
	}

	// Whoever cancels a result that has failed ends the statement once more
	@Override
	public void afterQuery(QueryExecutionInfo execution) {
		if (execution.getValueStore().remove(Observation.class) instanceof Observation observation) {
			Throwable failure = execution.getThrowable();
			if (failure != null) {
				observation.error(failure);
			}
			observation.stop();
		}
	}

	private StatementContext context(QueryExecutionInfo execution) {
		StatementContext context = new StatementContext(this.database, execution);
		context.setConnectionName(this.product);
		context.setRemoteServiceName(this.product);
		context.setThreadName(execution.getThreadName());
		context.getParams().addAll(this.parameters.of(execution));
		Observation parent = parent(execution);
		if (parent != null) {
			context.setParentObservation(parent);
		}
		return context;
	}

	// The thread may be that of another statement
	private static @Nullable Observation parent(QueryExecutionInfo execution) {
		ContextView subscriber = execution.getValueStore().get(ContextView.class, ContextView.class);
		return (subscriber != null) ? subscriber.<Observation>getOrDefault(ObservationThreadLocalAccessor.KEY, null)
				: null;
	}

}
