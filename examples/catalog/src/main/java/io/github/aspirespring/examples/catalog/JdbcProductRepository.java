// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog;

import java.util.List;
import java.util.Optional;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Products in PostgreSQL.
 */
@Repository
class JdbcProductRepository implements ProductRepository {

	private static final RowMapper<Product> PRODUCT = new SimplePropertyRowMapper<>(Product.class);

	private final JdbcClient jdbc;

	JdbcProductRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public List<Product> findAll() {
		return this.jdbc.sql("select id, sku, name, price from product order by id").query(PRODUCT).list();
	}

	@Override
	public List<Product> findAll(List<Long> ids) {
		return this.jdbc.sql("""
				select id, sku, name, price from product where id = any(array[:ids]::bigint[])
				order by array_position(array[:ids]::bigint[], id)""").param("ids", ids).query(PRODUCT).list();
	}

	@Override
	public Optional<Product> findById(long id) {
		return this.jdbc.sql("select id, sku, name, price from product where id = :id")
			.param("id", id)
			.query(PRODUCT)
			.optional();
	}

	@Override
	public Product insert(ProductDraft draft) {
		try {
			return this.jdbc.sql("""
					insert into product (sku, name, price) values (:sku, :name, :price)
					returning id, sku, name, price""").paramSource(draft).query(PRODUCT).single();
		}
		catch (DuplicateKeyException ex) {
			throw new DuplicateSkuException(draft.sku(), ex);
		}
	}

	@Override
	public Optional<Product> update(long id, ProductDraft draft) {
		try {
			return this.jdbc.sql("""
					update product set sku = :sku, name = :name, price = :price where id = :id
					returning id, sku, name, price""")
				.param("id", id)
				.param("sku", draft.sku())
				.param("name", draft.name())
				.param("price", draft.price())
				.query(PRODUCT)
				.optional();
		}
		catch (DuplicateKeyException ex) {
			throw new DuplicateSkuException(draft.sku(), ex);
		}
	}

	@Override
	public Optional<Product> delete(long id) {
		return this.jdbc.sql("delete from product where id = :id returning id, sku, name, price")
			.param("id", id)
			.query(PRODUCT)
			.optional();
	}

}
