// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.aspirespring.examples.apphost.ServiceClient.Answer;
import io.github.aspirespring.examples.apphost.process.Console;
import io.github.aspirespring.examples.apphost.process.LocalAppHostException;
import io.github.aspirespring.examples.apphost.telemetry.Instance;
import io.github.aspirespring.examples.apphost.telemetry.LogEntry;
import io.github.aspirespring.examples.apphost.telemetry.Span;
import io.github.aspirespring.examples.apphost.telemetry.Span.Kind;
import io.github.aspirespring.examples.apphost.telemetry.TelemetryStore;
import io.github.aspirespring.examples.apphost.telemetry.Waterfall;

/**
 * Places an order and changes a price, and checks that the telemetry of it shows who did
 * what with which resource.
 */
final class TelemetryExercise {

	private static final String SOFA = """
			{"sku": "SOFA-1", "name": "Sofa", "price": 899.00}""";

	private static final String CHEAPER_SOFA = """
			{"sku": "SOFA-1", "name": "Sofa", "price": 799.00}""";

	private static final String REPEATED = "Message {} came {} times; what it says is done already";

	private static final String INBOX = "io.github.aspirespring.examples.worker.Inbox";

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final Services services;

	private final Resources resources;

	private final TelemetryStore telemetry;

	private final Console console;

	TelemetryExercise(Services services, Resources resources, TelemetryStore telemetry, Console console) {
		this.services = services;
		this.resources = resources;
		this.telemetry = telemetry;
		this.console = console;
	}

	/**
	 * Runs the exercise.
	 * @throws LocalAppHostException at the first thing that is not as it should be
	 */
	void run() {
		long product = this.services.catalog().client().post("/products", SOFA).json().path("id").asLong();
		List<Span> order = order(product);
		changePrice(product);
		expect("status for deleting a product", 204,
				this.services.catalog().client().delete("/products/" + product).status());
		List<Instance> instances = instances();
		logs();
		expect("what was sent and not taken", List.of(), this.telemetry.rejections());
		done("Nothing that was sent has been rejected");
		print(order, instances);
	}

	private List<Span> order(long product) {
		long start = System.currentTimeMillis();
		Answer answer = this.services.storefront().client().post("/storefront/orders", """
				{"productId": %d, "quantity": 1}""".formatted(product));
		expect("status for an order", 202, answer.status());
		String catalog = answer.servedBy().get(0);
		List<Span> trace = awaitTrace("an order", start, "storefront", List.of(
				new Expected("storefront", Kind.SERVER, "", "http.request.method", "POST"),
				new Expected("storefront", Kind.CLIENT, service(catalog).endpoint().getAuthority(),
						"http.request.method", "POST"),
				new Expected(catalog, Kind.SERVER, "", "http.request.method", "POST"),
				new Expected(catalog, Kind.CLIENT, address(this.resources.cache().port()), "db.system", "redis"),
				new Expected(catalog, Kind.CLIENT, address(this.resources.catalogDb().port()), "db.namespace",
						"catalog-db"),
				new Expected(catalog, Kind.PRODUCER, address(this.resources.messaging().port()), "messaging.system",
						"rabbitmq"),
				new Expected("worker", Kind.CONSUMER, address(this.resources.messaging().port()), "messaging.system",
						"rabbitmq"),
				new Expected("worker", Kind.CLIENT, address(this.resources.catalogDb().port()), "db.namespace",
						"orders-db")));
		done("One trace of an order: storefront, %s with PostgreSQL, Redis and RabbitMQ, worker with PostgreSQL"
			.formatted(catalog));
		return trace;
	}

	private void changePrice(long product) {
		long start = System.currentTimeMillis();
		expect("status for a new price", 200,
				this.services.catalog().client().put("/products/" + product, CHEAPER_SOFA).status());
		awaitTrace("a new price", start, "catalog", List.of(
				new Expected("catalog", Kind.SERVER, "", "http.request.method", "PUT"),
				new Expected("catalog", Kind.CLIENT, address(this.resources.cache().port()), "db.system", "redis"),
				new Expected("catalog", Kind.CLIENT, address(this.resources.catalogDb().port()), "db.namespace",
						"catalog-db"),
				new Expected("catalog", Kind.PRODUCER, this.resources.events().connectionString(), "messaging.system",
						"kafka"),
				new Expected("worker", Kind.CONSUMER, this.resources.events().connectionString(), "messaging.system",
						"kafka"),
				new Expected("worker", Kind.CLIENT, address(this.resources.catalogDb().port()), "db.namespace",
						"orders-db")));
		done("One trace of a new price: catalog with PostgreSQL, Redis and Kafka, worker with PostgreSQL");
	}

	private List<Instance> instances() {
		Map<String, String> expected = this.services.all()
			.collect(Collectors.toMap(Service::name, Service::instanceId));
		this.services.worker()
			.await("send all signals, as everybody has to", TIMEOUT,
					() -> this.telemetry.instances().stream().filter(Instance::isComplete).count() == expected.size());
		List<Instance> instances = this.telemetry.instances();
		expect("what has sent telemetry", expected,
				instances.stream().collect(Collectors.toMap(Instance::service, Instance::id)));
		done("Every service has sent traces, logs and metrics, and under its own instance id");
		return instances;
	}

	private void logs() {
		List<LogEntry> entries = this.telemetry.logs("worker", REPEATED);
		expect("loggers of what came twice", Set.of(INBOX),
				entries.stream().map(LogEntry::category).collect(Collectors.toSet()));
		expect("severity of what came twice", Set.of(LogEntry.INFO),
				entries.stream().map(LogEntry::severity).collect(Collectors.toSet()));
		for (LogEntry entry : entries) {
			expect("message in place of its template", true,
					entry.message().matches(REPEATED.replaceFirst("\\{}", "[0-9a-f-]{36}").replaceFirst("\\{}", "2")));
			// The trace itself may have made room for others already
			expect("trace in which a message was logged", true, entry.traceId().matches("[0-9a-f]{32}"));
		}
		done("Log records have a template, a message, a logger, a severity and a trace");
	}

	private void print(List<Span> order, List<Instance> instances) {
		this.console.print("");
		this.console.print("Trace %s: an order".formatted(order.get(0).traceId()));
		Waterfall.of(order).forEach(this.console::print);
		this.console.print("");
		this.console.print("What the %s keeps".formatted(this.telemetry.type()));
		instances.forEach((instance) -> this.console.print("  " + instance));
	}

	private List<Span> awaitTrace(String what, long start, String root, List<Expected> expected) {
		try {
			this.services.worker()
				.await("have its part in the trace of " + what, TIMEOUT,
						() -> missing(expected, latestTrace(start, root)).isEmpty());
			return latestTrace(start, root);
		}
		catch (LocalAppHostException ex) {
			List<Span> trace = latestTrace(start, root);
			Waterfall.of(trace).forEach(this.console::print);
			throw new LocalAppHostException("The trace of %s lacks %s.".formatted(what, missing(expected, trace)), ex);
		}
	}

	private static List<Expected> missing(List<Expected> expected, List<Span> trace) {
		return expected.stream().filter((span) -> trace.stream().noneMatch(span::matches)).toList();
	}

	/**
	 * Of those that have reached the worker.
	 */
	private List<Span> latestTrace(long startMillis, String root) {
		return this.telemetry.traces("worker")
			.stream()
			.map(this.telemetry::trace)
			.filter((trace) -> trace.stream()
				.anyMatch((span) -> span.service().equals(root) && span.start() >= startMillis * 1_000_000))
			.max(Comparator.comparingInt(List::size))
			.orElse(List.of());
	}

	private static String address(int port) {
		return "localhost:" + port;
	}

	private Service service(String name) {
		return this.services.all().filter((service) -> service.name().equals(name)).findFirst().orElseThrow();
	}

	private void expect(String what, Object expected, Object actual) {
		if (!Objects.equals(expected, actual)) {
			throw new LocalAppHostException(
					"The telemetry is not as it should be: %s is %s, not %s.".formatted(what, actual, expected));
		}
	}

	private void done(String step) {
		this.console.print("  ok  " + step);
	}

	/**
	 * A span that a trace must have.
	 *
	 * @param service who did it
	 * @param kind which side of a call it is
	 * @param peer the address of the other side, or empty
	 * @param attribute the name of an attribute
	 * @param value what the attribute says
	 */
	private record Expected(String service, Kind kind, String peer, String attribute, String value) {

		boolean matches(Span span) {
			return span.service().equals(this.service) && span.kind() == this.kind && span.peer().equals(this.peer)
					&& span.attribute(this.attribute).equals(this.value);
		}

		@Override
		public String toString() {
			return "%s %s to %s with %s=%s".formatted(this.service, this.kind, this.peer, this.attribute, this.value);
		}

	}

}
