// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.r2dbc;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.r2dbc.proxy.observation.QueryContext;
import io.r2dbc.proxy.observation.R2dbcObservationDocumentation.HighCardinalityKeys;
import io.r2dbc.proxy.observation.VirtualThreadQueryObservationConvention;
import io.r2dbc.spi.R2dbcException;

/**
 * What spans say of a statement. Metrics have the product as their only tag: a thread
 * would be one without bounds, as there are virtual ones.
 */
final class StatementConvention implements VirtualThreadQueryObservationConvention {

	private final boolean queryText;

	StatementConvention(boolean queryText) {
		this.queryText = queryText;
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof StatementContext;
	}

	@Override
	public String getContextualName(QueryContext context) {
		return ((StatementContext) context).statement().spanName();
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(QueryContext context) {
		String status = (context.getError() instanceof R2dbcException failure) ? failure.getSqlState() : null;
		KeyValues attributes = ((StatementContext) context).statement().attributes(this.queryText, status);
		for (int index = 0; index < context.getParams().size(); index++) {
			attributes = attributes.and(HighCardinalityKeys.QUERY_PARAMETERS.asString().formatted(index),
					context.getParams().get(index));
		}
		return attributes;
	}

}
