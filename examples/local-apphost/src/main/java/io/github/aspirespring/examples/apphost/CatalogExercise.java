// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.github.aspirespring.examples.apphost.ServiceClient.Answer;
import io.github.aspirespring.examples.apphost.process.Console;
import io.github.aspirespring.examples.apphost.process.LocalAppHostException;
import io.github.aspirespring.examples.apphost.store.StoredProducts;

/**
 * Uses the catalog as a client would, and checks in PostgreSQL and in both Redis that
 * what it answers is what they hold.
 */
final class CatalogExercise {

	private static final String LAMP = """
			{"sku": "LAMP-1", "name": "Lamp", "price": 49.90}""";

	private static final String BETTER_LAMP = """
			{"sku": "LAMP-1", "name": "Better lamp", "price": 59.90}""";

	private static final String SHADE = """
			{"sku": "SHADE-1", "name": "Shade", "price": 19.90}""";

	private final ServiceClient catalog;

	private final StoredProducts stored;

	private final Console console;

	CatalogExercise(ServiceClient catalog, StoredProducts stored, Console console) {
		this.catalog = catalog;
		this.stored = stored;
		this.console = console;
	}

	/**
	 * Runs the exercise.
	 * @throws LocalAppHostException at the first thing that is not as it should be
	 */
	void run() {
		this.console.print("");
		checkHealth();
		rejectInvalidProduct();
		long id = create();
		String path = "/products/" + id;
		readThroughCache(id, path);
		countViews(id, path);
		rankViews(id);
		replace(id, path);
		delete(id, path);
	}

	private void checkHealth() {
		Answer health = this.catalog.get("/actuator/health");
		expect("status of health", 200, health.status());
		for (String component : new String[] { "db", "kafka", "rabbit", "redis" }) {
			expect("health of " + component, "UP",
					health.json().path("components").path(component).path("status").asString(""));
		}
		expect("health of views", "UP", health.json().at("/components/redis/components/views/status").asString(""));
		done("GET /actuator/health: UP; db, kafka, rabbit and both redis included");
	}

	private void rejectInvalidProduct() {
		Answer answer = this.catalog.post("/products", "{}");
		expect("status for an invalid product", 400, answer.status());
		expect("content type for an invalid product", "application/problem+json", answer.contentType());
		done("POST /products with an invalid product: 400 and a problem detail");
	}

	private long create() {
		Answer answer = this.catalog.post("/products", LAMP);
		expect("status for a new product", 201, answer.status());
		long id = answer.json().path("id").asLong();
		expect("end of the location", true, answer.location().endsWith("/products/" + id));
		expect("row in PostgreSQL", Optional.of("Lamp"), this.stored.nameInPostgres(id));
		done("POST /products: 201, and PostgreSQL has the row");
		return id;
	}

	private void readThroughCache(long id, String path) {
		expect("key in the cache before the first read", Optional.empty(), this.stored.nameInCache(id));
		expectName("Lamp", this.catalog.get(path));
		expect("key in the cache after the first read", Optional.of("Lamp"), this.stored.nameInCache(id));
		done("GET " + path + ": 200, and the cache has the product from now on");
		this.stored.renameInPostgres(id, "Changed where the catalog cannot see it");
		expectName("Lamp", this.catalog.get(path));
		done("GET " + path + " again: 200, and it is the product in the cache, not the row in PostgreSQL");
	}

	private void countViews(long id, String path) {
		expect("number of views", Optional.of(2L), this.stored.views(id));
		expect("keys in views", Set.of("product-views"), this.stored.keysInViews());
		expect("keys in the cache", Set.of("products::" + id), this.stored.keysInCache());
		done("GET " + path + " was counted twice, cached or not: in views, and not in cache");
	}

	private void rankViews(long id) {
		long shade = this.catalog.post("/products", SHADE).json().path("id").asLong();
		for (int view = 0; view < 3; view++) {
			expectName("Shade", this.catalog.get("/products/" + shade));
		}
		expect("popular products", List.of(shade, id), popular());
		expect("status for deleting a product", 204, this.catalog.delete("/products/" + shade).status());
		expect("number of views of a deleted product", Optional.empty(), this.stored.views(shade));
		expect("popular products", List.of(id), popular());
		done("GET /products/popular: 200, the most viewed product first, and none that is deleted");
	}

	private List<Long> popular() {
		Answer answer = this.catalog.get("/products/popular");
		expect("status for popular products", 200, answer.status());
		return answer.json().valueStream().map((product) -> product.path("id").asLong()).toList();
	}

	private void replace(long id, String path) {
		expectName("Better lamp", this.catalog.put(path, BETTER_LAMP));
		expect("row in PostgreSQL", Optional.of("Better lamp"), this.stored.nameInPostgres(id));
		expect("key in the cache after a change", Optional.empty(), this.stored.nameInCache(id));
		expectName("Better lamp", this.catalog.get(path));
		done("PUT " + path + ": 200, PostgreSQL has the new row and the cache has forgotten the old product");
	}

	private void delete(long id, String path) {
		expect("status for deleting a product", 204, this.catalog.delete(path).status());
		expect("row in PostgreSQL", Optional.empty(), this.stored.nameInPostgres(id));
		expect("key in the cache after deletion", Optional.empty(), this.stored.nameInCache(id));
		expect("status for a deleted product", 404, this.catalog.get(path).status());
		done("DELETE " + path + ": 204, gone from PostgreSQL and the cache, 404 from now on");
	}

	private void expectName(String name, Answer answer) {
		expect("status", 200, answer.status());
		expect("name", name, answer.json().path("name").asString(""));
	}

	private void expect(String what, Object expected, Object actual) {
		if (!Objects.equals(expected, actual)) {
			throw new LocalAppHostException(
					"The catalog is not as it should be: %s is %s, not %s.".formatted(what, actual, expected));
		}
	}

	private void done(String step) {
		this.console.print("  ok  " + step);
	}

}
