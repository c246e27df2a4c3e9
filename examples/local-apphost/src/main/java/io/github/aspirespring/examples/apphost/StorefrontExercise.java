// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import tools.jackson.databind.JsonNode;

import io.github.aspirespring.examples.apphost.ServiceClient.Answer;
import io.github.aspirespring.examples.apphost.process.Console;
import io.github.aspirespring.examples.apphost.process.LocalAppHostException;
import io.github.aspirespring.examples.apphost.store.OrdersDatabase;
import io.github.aspirespring.examples.apphost.store.StoredProducts;

/**
 * Uses the storefront as customers would, many at a time, and checks that what it reads
 * from the catalogs is what PostgreSQL holds, even while one of them crashes.
 */
final class StorefrontExercise {

	private static final String TABLE = """
			{"sku": "TABLE-1", "name": "Table", "price": 349.95}""";

	private static final Set<String> BOTH = Set.of("catalog", "catalog-2");

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final int CALLERS = 24;

	/**
	 * So many that what one crash breaks off is no reason to call nobody at all: the
	 * circuit breaker opens when every tenth attempt fails.
	 */
	private static final int ANSWERS_BEFORE = 500;

	/**
	 * Longer than an instance that cannot be reached is left alone.
	 */
	private static final Duration LOAD_AFTER = Duration.ofSeconds(7);

	private final Services services;

	private final ServiceClient storefront;

	private final StoredProducts stored;

	private final OrdersDatabase orders;

	private final Console console;

	StorefrontExercise(Services services, StoredProducts stored, OrdersDatabase orders, Console console) {
		this.services = services;
		this.storefront = services.storefront().client();
		this.stored = stored;
		this.orders = orders;
		this.console = console;
	}

	/**
	 * Runs the exercise.
	 * @throws LocalAppHostException at the first thing that is not as it should be
	 */
	void run() {
		long id = this.services.catalog().client().post("/products", TABLE).json().path("id").asLong();
		list(id);
		get(id);
		prices(id);
		order(id);
		rejectUnknownProduct();
		askBoth(id);
		crash(id);
		comeBack();
		expect("status for deleting a product", 204,
				this.services.catalog().client().delete("/products/" + id).status());
	}

	private void list(long id) {
		JsonNode product = find(this.storefront.get("/storefront/products"), "id", id);
		expect("name in the list", this.stored.nameInPostgres(id), Optional.of(product.path("name").asString("")));
		done("GET /storefront/products: 200, from the catalog through an HTTP interface");
	}

	private void get(long id) {
		Answer answer = this.storefront.get("/storefront/products/" + id);
		expect("status", 200, answer.status());
		expect("name", this.stored.nameInPostgres(id), Optional.of(answer.json().path("name").asString("")));
		expect("price", this.stored.priceInPostgres(id), Optional.of(answer.json().path("price").asString("")));
		done("GET /storefront/products/" + id + ": 200, the product through RestClient and its price through gRPC");
	}

	private void prices(long id) {
		JsonNode price = find(this.storefront.get("/storefront/prices"), "productId", id);
		expect("price in the list", this.stored.priceInPostgres(id), Optional.of(price.path("price").asString("")));
		done("GET /storefront/prices: 200, one after the other through gRPC");
	}

	private void order(long id) {
		Answer answer = this.storefront.post("/storefront/orders", """
				{"productId": %d, "quantity": 2}""".formatted(id));
		expect("status for an order", 202, answer.status());
		UUID order = UUID.fromString(answer.json().path("id").asString());
		this.services.worker()
			.await("write order " + order, TIMEOUT,
					() -> this.orders.orders(order).equals(List.of("2 of product " + id)));
		done("POST /storefront/orders: 202, and the worker has written it into orders-db");
	}

	private void rejectUnknownProduct() {
		Answer answer = this.storefront.get("/storefront/products/-1");
		expect("status for an unknown product", 404, answer.status());
		expect("content type for an unknown product", "application/problem+json", answer.contentType());
		done("GET /storefront/products/-1: 404 and a problem detail, as the catalog said");
	}

	private void askBoth(long id) {
		paths(id).forEach(this::awaitAnswersOfBoth);
		done("Each of these is answered by both catalogs in turn");
	}

	private void crash(long id) {
		Load load = Load.start(this.storefront, CALLERS, paths(id));
		int before;
		try {
			this.services.storefront()
				.await("answer %d times".formatted(ANSWERS_BEFORE), TIMEOUT, () -> load.answers() >= ANSWERS_BEFORE);
			before = load.answers();
			this.services.otherCatalog().kill();
			// It takes longer to be back
			this.services.otherCatalog().startAgain();
			load.run(LOAD_AFTER);
		}
		finally {
			load.close();
		}
		expect("what was answered with an error", List.of(), load.failures());
		done("%d callers at once, and catalog-2 killed after %d answers: %d answers, none of them an error; %s"
			.formatted(CALLERS, before, load.answers(), load.times()));
	}

	/**
	 * Over HTTP. A gRPC channel takes longer and longer between its attempts to connect.
	 */
	private void comeBack() {
		this.services.otherCatalog().awaitHealthy();
		awaitAnswersOfBoth("/storefront/products");
		done("catalog-2 is back, and asked again");
	}

	private void awaitAnswersOfBoth(String path) {
		Set<String> instances = new HashSet<>();
		this.services.storefront().await("ask both catalogs for " + path, TIMEOUT, () -> {
			instances.addAll(this.storefront.get(path).servedBy());
			return instances.equals(BOTH);
		});
	}

	private static List<String> paths(long id) {
		return List.of("/storefront/products", "/storefront/products/" + id, "/storefront/prices");
	}

	private JsonNode find(Answer answer, String key, long id) {
		expect("status", 200, answer.status());
		return answer.json()
			.valueStream()
			.filter((element) -> element.path(key).asLong() == id)
			.findFirst()
			.orElseThrow(() -> new LocalAppHostException("The storefront does not know product %d.".formatted(id)));
	}

	private void expect(String what, Object expected, Object actual) {
		if (!Objects.equals(expected, actual)) {
			throw new LocalAppHostException(
					"The storefront is not as it should be: %s is %s, not %s.".formatted(what, actual, expected));
		}
	}

	private void done(String step) {
		this.console.print("  ok  " + step);
	}

}
