// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import io.github.aspirespring.examples.apphost.ServiceClient.Answer;
import io.github.aspirespring.examples.apphost.process.Console;
import io.github.aspirespring.examples.apphost.process.LocalAppHostException;
import io.github.aspirespring.examples.apphost.store.OrderMessages;
import io.github.aspirespring.examples.apphost.store.OrdersDatabase;
import io.github.aspirespring.examples.apphost.store.ProductEventMessages;

/**
 * Places orders and changes prices in the catalog, and checks in the worker's database
 * that each is written there, once, whatever the brokers deliver.
 */
final class WorkerExercise {

	private static final String CHAIR = """
			{"sku": "CHAIR-1", "name": "Chair", "price": 120.00}""";

	private static final String CHEAPER_CHAIR = """
			{"sku": "CHAIR-1", "name": "Chair", "price": 99.00}""";

	private static final String NO_MESSAGE = "no message of the catalog";

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final Service catalog;

	private final Service worker;

	private final OrdersDatabase database;

	private final OrderMessages orders;

	private final ProductEventMessages events;

	private final Console console;

	WorkerExercise(Service catalog, Service worker, Resources resources, Console console) {
		this.catalog = catalog;
		this.worker = worker;
		this.database = new OrdersDatabase(resources.ordersDb());
		this.orders = new OrderMessages(resources.messaging());
		this.events = new ProductEventMessages(resources.events());
		this.console = console;
	}

	/**
	 * Runs the exercise.
	 * @throws LocalAppHostException at the first thing that is not as it should be
	 */
	void run() {
		checkHealth();
		rejectOrders();
		long product = createProduct();
		UUID order = placeOrder(product);
		changePrice(product);
		repeatOrder(product, order);
		repeatEvent(product);
		sendWhatIsNoOrder(product);
		sendWhatIsNoEvent(product);
	}

	private void checkHealth() {
		Answer health = this.worker.client().get("/actuator/health");
		expect("status of health", 200, health.status());
		for (String component : new String[] { "db", "kafka", "rabbit" }) {
			expect("health of " + component, "UP",
					health.json().path("components").path(component).path("status").asString(""));
		}
		done("GET /actuator/health of the worker: UP; db, kafka and rabbit included");
	}

	private void rejectOrders() {
		expect("status for an invalid order", 400, this.catalog.client().post("/orders", "{}").status());
		expect("status for an order of nothing", 404, this.catalog.client().post("/orders", order(-1, 1)).status());
		done("POST /orders with an invalid order: 400; of a product that is not on sale: 404");
	}

	private long createProduct() {
		Answer answer = this.catalog.client().post("/products", CHAIR);
		expect("status for a new product", 201, answer.status());
		long product = answer.json().path("id").asLong();
		awaitHistory(product, "ADDED 120.00");
		done("POST /products: 201, and the worker has heard of it through Kafka");
		return product;
	}

	private UUID placeOrder(long product) {
		Answer answer = this.catalog.client().post("/orders", order(product, 3));
		expect("status for an order", 202, answer.status());
		UUID order = UUID.fromString(answer.json().path("id").asString());
		awaitOrder(order, product);
		done("POST /orders: 202, and the worker has it from RabbitMQ and has written it into orders-db");
		return order;
	}

	private void changePrice(long product) {
		expect("status for a new price", 200,
				this.catalog.client().put("/products/" + product, CHEAPER_CHAIR).status());
		awaitHistory(product, "ADDED 120.00", "CHANGED 99.00");
		done("PUT /products/" + product + " with another price: 200, and the worker has written it into orders-db");
	}

	private void repeatOrder(long product, UUID order) {
		this.orders.send("""
				{"id": "%s", "productId": %d, "quantity": 3}""".formatted(order, product));
		awaitSecondDelivery(order);
		expect("what is written of an order that came twice", List.of("3 of product " + product),
				this.database.orders(order));
		done("The same order again, from RabbitMQ: counted, not written twice");
	}

	private void repeatEvent(long product) {
		UUID event = this.database.lastEvent(product);
		this.events.send(product, """
				{"id": "%s", "type": "CHANGED", "productId": %d, "price": 99.00}""".formatted(event, product));
		awaitSecondDelivery(event);
		expect("history of a product with an event that came twice", List.of("ADDED 120.00", "CHANGED 99.00"),
				this.database.history(product));
		done("The same event again, from Kafka: counted, not written twice");
	}

	private void sendWhatIsNoOrder(long product) {
		this.orders.send(NO_MESSAGE);
		awaitWorker("put aside what is no order", () -> this.orders.takeDead().equals(Optional.of(NO_MESSAGE)));
		UUID order = UUID
			.fromString(this.catalog.client().post("/orders", order(product, 3)).json().path("id").asString());
		awaitOrder(order, product);
		done("Something that is no order: put aside in orders.dead, and the next order is written as ever");
	}

	private void sendWhatIsNoEvent(long product) {
		this.events.send(product, NO_MESSAGE);
		awaitWorker("put aside what is no event", () -> this.events.dead().contains(NO_MESSAGE));
		expect("status for deleting a product", 204, this.catalog.client().delete("/products/" + product).status());
		awaitHistory(product, "ADDED 120.00", "CHANGED 99.00", "REMOVED 99.00");
		done("Something that is no event: put aside in product-events-dlt, and the next event is written as ever");
	}

	private void awaitHistory(long product, String... events) {
		awaitWorker("write an event of product " + product,
				() -> this.database.history(product).equals(List.of(events)));
	}

	private void awaitOrder(UUID order, long product) {
		awaitWorker("write order " + order,
				() -> this.database.orders(order).equals(List.of("3 of product " + product)));
	}

	private void awaitSecondDelivery(UUID message) {
		awaitWorker("take message " + message + " a second time", () -> this.database.deliveries(message) == 2);
	}

	private void awaitWorker(String state, BooleanSupplier condition) {
		this.worker.await(state, TIMEOUT, condition);
	}

	private static String order(long product, int quantity) {
		return """
				{"productId": %d, "quantity": %d}""".formatted(product, quantity);
	}

	private void expect(String what, Object expected, Object actual) {
		if (!Objects.equals(expected, actual)) {
			throw new LocalAppHostException(
					"The services are not as they should be: %s is %s, not %s.".formatted(what, actual, expected));
		}
	}

	private void done(String step) {
		this.console.print("  ok  " + step);
	}

}
