// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.github.aspirespring.examples.apphost.model.PostgresDatabase;
import io.github.aspirespring.examples.apphost.process.LocalAppHostException;

/**
 * Looks at what the worker wrote, behind its back.
 */
public final class OrdersDatabase {

	private final PostgresDatabase database;

	/**
	 * Creates the look.
	 * @param database where the worker writes
	 */
	public OrdersDatabase(PostgresDatabase database) {
		this.database = database;
	}

	/**
	 * Returns what is written of an order.
	 * @param messageId the identifier of the order
	 * @return one line for each time it is written, as in "3 of product 1"
	 */
	public List<String> orders(UUID messageId) {
		return query("""
				select quantity || ' of product ' || product_id
				from customer_order where message_id = ? order by number""", messageId);
	}

	/**
	 * Returns what is written of a product.
	 * @param productId the identifier of the product
	 * @return one line for each event, as in "CHANGED 59.90"
	 */
	public List<String> history(long productId) {
		return query("select event || ' ' || price from product_history where product_id = ? order by number",
				productId);
	}

	/**
	 * Returns the identifier of the last event of a product.
	 * @param productId the identifier of the product
	 * @return the identifier
	 */
	public UUID lastEvent(long productId) {
		return UUID
			.fromString(query("select message_id::text from product_history where product_id = ? order by number desc",
					productId)
				.get(0));
	}

	/**
	 * Returns how often a message came.
	 * @param messageId the identifier of the message
	 * @return the number of deliveries, 0 if there was none
	 */
	public int deliveries(UUID messageId) {
		return query("select deliveries::text from inbox where message_id = ?", messageId).stream()
			.mapToInt(Integer::parseInt)
			.sum();
	}

	private List<String> query(String sql, Object parameter) {
		try (Connection connection = DriverManager.getConnection(this.database.jdbcUrl(), this.database.userName(),
				this.database.password()); PreparedStatement query = connection.prepareStatement(sql)) {
			query.setObject(1, parameter);
			List<String> rows = new ArrayList<>();
			try (ResultSet result = query.executeQuery()) {
				while (result.next()) {
					rows.add(result.getString(1));
				}
			}
			return rows;
		}
		catch (SQLException ex) {
			throw new LocalAppHostException("PostgreSQL could not be asked for what the worker wrote.", ex);
		}
	}

}
