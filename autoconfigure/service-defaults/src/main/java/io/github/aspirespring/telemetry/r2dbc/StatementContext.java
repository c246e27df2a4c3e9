// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.r2dbc;

import io.r2dbc.proxy.core.QueryExecutionInfo;
import io.r2dbc.proxy.core.QueryInfo;
import io.r2dbc.proxy.observation.QueryContext;

import io.github.aspirespring.telemetry.sql.Database;
import io.github.aspirespring.telemetry.sql.SqlStatement;

/**
 * The context of a statement, which knows where it goes to.
 */
final class StatementContext extends QueryContext {

	private final SqlStatement statement;

	StatementContext(Database database, QueryExecutionInfo execution) {
		execution.getQueries().stream().map(QueryInfo::getQuery).forEach(getQueries()::add);
		// Where there is something to bind, values have no reason to stand in the text
		this.statement = new SqlStatement(database, getQueries(), execution.getBindingsSize() > 0,
				Math.max(execution.getBatchSize(), execution.getBindingsSize()));
	}

	SqlStatement statement() {
		return this.statement;
	}

}
