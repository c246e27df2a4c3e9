// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.sql;

import java.util.List;
import java.util.stream.Collectors;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * What spans say of a statement.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/db/database-spans/">Semantic
 * conventions for database client spans</a>
 */
public final class SqlStatement {

	private static final int MAXIMUM_LENGTH = 10_000;

	private final @Nullable Database database;

	private final List<String> texts;

	private final boolean prepared;

	private final int batchSize;

	private final String operation;

	/**
	 * Creates a new statement.
	 * @param database the database that is asked, or {@code null} if it is not known
	 * @param texts the SQL texts, more than one if several are sent together
	 * @param prepared whether the values stand apart from the texts. Where they may stand
	 * in them, they are left out
	 * @param batchSize how often the statement is executed, or how many there are; no
	 * batch if not more than one
	 */
	public SqlStatement(@Nullable Database database, List<String> texts, boolean prepared, int batchSize) {
		this.database = database;
		this.texts = texts;
		this.prepared = prepared;
		this.batchSize = batchSize;
		this.operation = operation(texts, batchSize > 1);
	}

	/**
	 * Returns the name of the span, such as {@code SELECT orders}.
	 * @return what is done, and the database if it is known
	 */
	public String spanName() {
		String asked = (this.database != null) ? this.database.name() : null;
		String name = (this.operation + " " + ((asked != null) ? asked : "")).trim();
		return name.isEmpty() ? "query" : name;
	}

	/**
	 * Returns the attributes of the span.
	 * @param queryText whether the SQL text is among them
	 * @param status the {@code SQLSTATE} of a failure, or {@code null} if there is none
	 * @return attributes by the names of OpenTelemetry, and by the former ones that the
	 * dashboard reads
	 */
	public KeyValues attributes(boolean queryText, @Nullable String status) {
		KeyValues attributes = (this.database != null) ? attributes(this.database) : KeyValues.empty();
		attributes = and(attributes, "db.operation.name", this.operation);
		if (queryText) {
			attributes = and(attributes, "db.query.text", text());
		}
		if (this.batchSize > 1) {
			attributes = attributes.and("db.operation.batch.size", String.valueOf(this.batchSize));
		}
		return and(attributes, "db.response.status_code", status);
	}

	private static KeyValues attributes(Database database) {
		KeyValues attributes = KeyValues.of("db.system", database.system().formerName(), "db.system.name",
				database.system().stableName());
		attributes = and(attributes, "db.namespace", database.name());
		attributes = and(attributes, "db.name", database.name());
		attributes = and(attributes, "server.address", database.host());
		return (database.port() > 0) ? attributes.and("server.port", String.valueOf(database.port())) : attributes;
	}

	private static KeyValues and(KeyValues attributes, String key, @Nullable String value) {
		return StringUtils.hasText(value) ? attributes.and(KeyValue.of(key, value)) : attributes;
	}

	private static String operation(List<String> texts, boolean batch) {
		if (texts.isEmpty()) {
			return "";
		}
		String operation = SqlText.operation(texts.get(0));
		return batch ? ("BATCH " + operation).trim() : operation;
	}

	private String text() {
		boolean mySql = this.database != null && this.database.system().hasMySqlTexts();
		String text = this.texts.stream()
			.distinct()
			.limit(MAXIMUM_LENGTH)
			.map((sql) -> this.prepared ? sql : SqlText.withoutValues(sql, mySql))
			.distinct()
			.collect(Collectors.joining("; "));
		return (text.length() > MAXIMUM_LENGTH) ? text.substring(0, MAXIMUM_LENGTH) : text;
	}

}
