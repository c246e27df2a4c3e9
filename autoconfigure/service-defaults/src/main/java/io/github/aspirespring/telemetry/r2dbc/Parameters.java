// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.r2dbc;

import java.util.List;
import java.util.Objects;

import io.r2dbc.proxy.core.QueryExecutionInfo;
import io.r2dbc.proxy.observation.DefaultQueryParametersTagProvider;
import io.r2dbc.proxy.observation.QueryParametersTagProvider;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a statement that show in its span.
 */
@FunctionalInterface
interface Parameters {

	/**
	 * No parameters, which is right unless the application asks for them.
	 */
	Parameters NONE = (execution) -> List.of();

	/**
	 * Returns the parameters, a text for each query.
	 */
	List<String> of(QueryExecutionInfo execution);

	/**
	 * Returns all parameters, as the application prints them.
	 */
	static Parameters of(@Nullable QueryParametersTagProvider provider) {
		QueryParametersTagProvider printer = Objects.requireNonNullElseGet(provider,
				DefaultQueryParametersTagProvider::new);
		return (execution) -> execution.getQueries()
			.stream()
			.map((query) -> printer.getTagValue(query.getBindingsList()))
			.toList();
	}

}
