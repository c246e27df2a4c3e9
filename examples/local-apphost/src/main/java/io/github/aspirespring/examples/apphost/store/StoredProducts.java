// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import io.github.aspirespring.examples.apphost.model.PostgresDatabase;
import io.github.aspirespring.examples.apphost.model.RedisStore;
import io.github.aspirespring.examples.apphost.process.LocalAppHostException;
import io.github.aspirespring.examples.apphost.process.RedisServer;

/**
 * Looks at what the catalog keeps, behind its back.
 */
public final class StoredProducts {

	private final PostgresDatabase database;

	private final RedisStore cache;

	private final RedisStore views;

	/**
	 * Creates the look.
	 * @param database where the catalog keeps products
	 * @param cache where the catalog caches them
	 * @param views where the catalog counts how often they are looked at
	 */
	public StoredProducts(PostgresDatabase database, RedisStore cache, RedisStore views) {
		this.database = database;
		this.cache = cache;
		this.views = views;
	}

	/**
	 * Asks PostgreSQL for the name of a product.
	 * @param id the identifier of the product
	 * @return the name, or empty if there is no such row
	 */
	public Optional<String> nameInPostgres(long id) {
		return inPostgres("select name from product where id = ?", id);
	}

	/**
	 * Asks PostgreSQL for the price of a product.
	 * @param id the identifier of the product
	 * @return the price, or empty if there is no such row
	 */
	public Optional<String> priceInPostgres(long id) {
		return inPostgres("select price from product where id = ?", id);
	}

	/**
	 * Renames a product in PostgreSQL only, which the catalog cannot notice.
	 * @param id the identifier of the product
	 * @param name the new name
	 */
	public void renameInPostgres(long id, String name) {
		try (Connection connection = connect();
				PreparedStatement update = connection.prepareStatement("update product set name = ? where id = ?")) {
			update.setString(1, name);
			update.setLong(2, id);
			update.executeUpdate();
		}
		catch (SQLException ex) {
			throw new LocalAppHostException("A product could not be renamed in PostgreSQL.", ex);
		}
	}

	/**
	 * Asks the cache for the name of a product.
	 * @param id the identifier of the product
	 * @return the name, or empty if the product is not cached
	 */
	public Optional<String> nameInCache(long id) {
		try (RedisClient client = RedisServer.connect(this.cache)) {
			return Optional.ofNullable(client.get("products::" + id))
				.map((json) -> JsonMapper.shared().readTree(json).path("name").asString());
		}
		catch (JedisException | JacksonException ex) {
			throw new LocalAppHostException("Redis could not be asked for a product.", ex);
		}
	}

	/**
	 * Asks the Redis of the views how often a product was looked at.
	 * @param id the identifier of the product
	 * @return the number of views, or empty if none was counted
	 */
	public Optional<Long> views(long id) {
		try (RedisClient client = RedisServer.connect(this.views)) {
			return Optional.ofNullable(client.zscore("product-views", Long.toString(id))).map(Double::longValue);
		}
		catch (JedisException ex) {
			throw new LocalAppHostException("Redis could not be asked for views.", ex);
		}
	}

	/**
	 * Asks the cache for everything it holds.
	 * @return the keys
	 */
	public Set<String> keysInCache() {
		return keys(this.cache);
	}

	/**
	 * Asks the Redis of the views for everything it holds.
	 * @return the keys
	 */
	public Set<String> keysInViews() {
		return keys(this.views);
	}

	private Optional<String> inPostgres(String sql, long id) {
		try (Connection connection = connect(); PreparedStatement query = connection.prepareStatement(sql)) {
			query.setLong(1, id);
			try (ResultSet result = query.executeQuery()) {
				return result.next() ? Optional.of(result.getString(1)) : Optional.empty();
			}
		}
		catch (SQLException ex) {
			throw new LocalAppHostException("PostgreSQL could not be asked for a product.", ex);
		}
	}

	private Connection connect() throws SQLException {
		return DriverManager.getConnection(this.database.jdbcUrl(), this.database.userName(), this.database.password());
	}

	private static Set<String> keys(RedisStore redis) {
		try (RedisClient client = RedisServer.connect(redis)) {
			return client.keys("*");
		}
		catch (JedisException ex) {
			throw new LocalAppHostException("Redis could not be asked for its keys.", ex);
		}
	}

}
