// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.jdbc;

import java.sql.SQLException;
import java.util.stream.Collectors;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import net.ttddyy.dsproxy.StatementType;
import net.ttddyy.observation.tracing.QueryContext;
import net.ttddyy.observation.tracing.QueryObservationConvention;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * What spans say of a statement. Metrics have the name of the data source as their only
 * tag.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/db/database-spans/">Semantic
 * conventions for database client spans</a>
 */
final class QueryConvention implements QueryObservationConvention {

	private static final int MAXIMUM_LENGTH = 10_000;

	private final DatabaseUrls urls;

	private final boolean queryText;

	QueryConvention(DatabaseUrls urls, boolean queryText) {
		this.urls = urls;
		this.queryText = queryText;
	}

	@Override
	public String getContextualName(QueryContext context) {
		DatabaseUrl url = this.urls.get(context.getUrl());
		String database = (url != null) ? url.database() : null;
		String name = (operation(context) + " " + ((database != null) ? database : "")).trim();
		return name.isEmpty() ? "query" : name;
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(QueryContext context) {
		String dataSource = context.getDataSourceName();
		return (dataSource != null) ? KeyValues.of("jdbc.datasource.name", dataSource) : KeyValues.empty();
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(QueryContext context) {
		DatabaseUrl url = this.urls.get(context.getUrl());
		KeyValues attributes = (url != null) ? database(url) : KeyValues.empty();
		attributes = and(attributes, "db.operation.name", operation(context));
		if (this.queryText) {
			attributes = and(attributes, "db.query.text", text(context, url));
		}
		int batch = context.getExecutionInfo().getBatchSize();
		if (batch > 1) {
			attributes = attributes.and("db.operation.batch.size", String.valueOf(batch));
		}
		return (context.getError() instanceof SQLException failure)
				? and(attributes, "db.response.status_code", failure.getSQLState()) : attributes;
	}

	private static KeyValues database(DatabaseUrl url) {
		KeyValues attributes = KeyValues.of("db.system", url.system().formerName(), "db.system.name",
				url.system().stableName());
		attributes = and(attributes, "db.namespace", url.database());
		attributes = and(attributes, "db.name", url.database());
		attributes = and(attributes, "server.address", url.host());
		return (url.port() > 0) ? attributes.and("server.port", String.valueOf(url.port())) : attributes;
	}

	private static KeyValues and(KeyValues attributes, String key, @Nullable String value) {
		return StringUtils.hasText(value) ? attributes.and(KeyValue.of(key, value)) : attributes;
	}

	private static String operation(QueryContext context) {
		if (context.getQueries().isEmpty()) {
			return "";
		}
		String operation = SqlText.operation(context.getQueries().get(0));
		return (context.getExecutionInfo().getBatchSize() > 1) ? ("BATCH " + operation).trim() : operation;
	}

	// What has been prepared has its values apart, unless somebody wants them in the text
	private static String text(QueryContext context, @Nullable DatabaseUrl url) {
		boolean mySql = url != null && url.system().hasMySqlTexts();
		boolean prepared = context.getExecutionInfo().getStatementType() != StatementType.STATEMENT;
		String text = context.getQueries()
			.stream()
			.distinct()
			.limit(MAXIMUM_LENGTH)
			.map((sql) -> prepared ? sql : SqlText.withoutValues(sql, mySql))
			.distinct()
			.collect(Collectors.joining("; "));
		return (text.length() > MAXIMUM_LENGTH) ? text.substring(0, MAXIMUM_LENGTH) : text;
	}

}
