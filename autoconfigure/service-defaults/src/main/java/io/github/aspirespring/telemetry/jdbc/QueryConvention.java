// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.jdbc;

import java.sql.SQLException;

import io.micrometer.common.KeyValues;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.StatementType;
import net.ttddyy.observation.tracing.QueryContext;
import net.ttddyy.observation.tracing.QueryObservationConvention;

import io.github.aspirespring.telemetry.sql.SqlStatement;

/**
 * What spans say of a statement. Metrics have the name of the data source as their only
 * tag.
 */
final class QueryConvention implements QueryObservationConvention {

	private final DatabaseUrls urls;

	private final boolean queryText;

	QueryConvention(DatabaseUrls urls, boolean queryText) {
		this.urls = urls;
		this.queryText = queryText;
	}

	@Override
	public String getContextualName(QueryContext context) {
		return statement(context).spanName();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(QueryContext context) {
		String dataSource = context.getDataSourceName();
		return (dataSource != null) ? KeyValues.of("jdbc.datasource.name", dataSource) : KeyValues.empty();
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(QueryContext context) {
		String status = (context.getError() instanceof SQLException failure) ? failure.getSQLState() : null;
		return statement(context).attributes(this.queryText, status);
	}

	private SqlStatement statement(QueryContext context) {
		return context.computeIfAbsent(SqlStatement.class, (key) -> read(context));
	}

	// What has been prepared has its values apart, unless somebody wants them in the text
	private SqlStatement read(QueryContext context) {
		ExecutionInfo execution = context.getExecutionInfo();
		return new SqlStatement(this.urls.get(context.getUrl()), context.getQueries(),
				execution.getStatementType() != StatementType.STATEMENT, execution.getBatchSize());
	}

}
