// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.storefront;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the whole storefront, with {@code application.yml} and the endpoints an
 * AppHost gives it.
 */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
@ExtendWith(OutputCaptureExtension.class)
class StorefrontIntegrationTests {

	private final TestCatalog catalog = new TestCatalog("catalog");

	private final TestCatalog other = new TestCatalog("catalog-2");

	@AfterEach
	void stop() {
		this.catalog.close();
		this.other.close();
	}

	@Test
	void productsComeThroughTheHttpInterface() {
		run((storefront) -> assertThat(storefront.get().uri("/storefront/products")).hasStatusOk()
			.bodyJson()
			.isStrictlyEqualTo("""
					[{"id": 1, "sku": "LAMP-1", "name": "Lamp"}]"""));
	}

	@Test
	void offerIsAProductThroughRestClientAndItsPriceThroughGrpc() {
		run((storefront) -> assertThat(storefront.get().uri("/storefront/products/1")).hasStatusOk()
			.bodyJson()
			.isStrictlyEqualTo("""
					{"id": 1, "sku": "LAMP-1", "name": "Lamp", "price": 49.90}"""));
	}

	@Test
	void pricesComeThroughGrpc() {
		run((storefront) -> assertThat(storefront.get().uri("/storefront/prices")).hasStatusOk()
			.bodyJson()
			.isStrictlyEqualTo("""
					[{"productId": 1, "price": 49.90}]"""));
	}

	@Test
	void orderIsAcceptedOnceTheCatalogHasIt() {
		run((storefront) -> assertThat(order(storefront, 2)).hasStatus(HttpStatus.ACCEPTED)
			.bodyJson()
			.extractingPath("$.id")
			.isEqualTo("5f0c7a52-6f0e-4f2d-9a4e-2c9b7d1e0f02"));
	}

	@Test
	void instancesAnswerInTurn() {
		run((storefront) -> Stream.of("/storefront/products", "/storefront/products/1", "/storefront/prices")
			.forEach((path) -> assertThat(instances(storefront, path, 6)).as(path)
				.containsExactly("catalog", "catalog-2")));
	}

	@Test
	void instanceThatIsAwayIsNotMissed() {
		this.other.close();
		run((storefront) -> Stream.of("/storefront/products", "/storefront/products/1", "/storefront/prices")
			.forEach((path) -> assertThat(instances(storefront, path, 6)).as(path).containsExactly("catalog")));
	}

	@Test
	void readThatFailsIsRepeatedWithTheNextInstance() {
		this.other.failing();
		run((storefront) -> Stream.of("/storefront/products", "/storefront/products/1", "/storefront/prices")
			.forEach((path) -> assertThat(instances(storefront, path, 4)).as(path).containsExactly("catalog")));
		assertThat(this.other.requests()).contains("GET /products", "GET /products/1", "gRPC");
	}

	@Test
	void orderThatMayHaveArrivedIsNotSentAgain() {
		this.catalog.failing();
		this.other.failing();
		run((storefront) -> assertThatProblem(order(storefront, 2), HttpStatus.SERVICE_UNAVAILABLE));
		List<String> requests = new ArrayList<>(this.catalog.requests());
		requests.addAll(this.other.requests());
		assertThat(requests).containsExactly("POST /orders");
	}

	@Test
	void orderIsSentToTheNextInstanceIfItCannotHaveArrived() {
		this.catalog.close();
		run((storefront) -> Stream.of(1, 2, 3)
			.forEach((time) -> assertThat(order(storefront, 2)).hasStatus(HttpStatus.ACCEPTED)));
		assertThat(this.other.requests()).containsExactly("POST /orders", "POST /orders", "POST /orders");
	}

	@Test
	void orderTheCatalogRejectsIsRejectedFieldByField() {
		run((storefront) -> {
			MvcTestResult result = order(storefront, 2000);
			assertThatProblem(result, HttpStatus.BAD_REQUEST);
			assertThat(result).bodyJson().extractingPath("$.errors.quantity").isEqualTo("too many");
		});
	}

	@Test
	void productTheCatalogDoesNotKnowIsNotFound() {
		run((storefront) -> {
			MvcTestResult result = storefront.get().uri("/storefront/products/7").exchange();
			assertThatProblem(result, HttpStatus.NOT_FOUND);
			assertThat(result).bodyJson().extractingPath("$.detail").isEqualTo("There is no such product.");
			assertThat(result).bodyJson().extractingPath("$.instance").isEqualTo("/storefront/products/7");
		});
	}

	@Test
	void catalogThatIsAwayIsAnErrorTheClientCanRetry(CapturedOutput output) {
		this.catalog.close();
		this.other.close();
		run((storefront) -> Stream.of("/storefront/products", "/storefront/products/1", "/storefront/prices")
			.forEach((path) -> {
				MvcTestResult result = storefront.get().uri(path).exchange();
				assertThatProblem(result, HttpStatus.SERVICE_UNAVAILABLE);
				assertThat(result).bodyText().doesNotContain("localhost", "refused");
			}));
		assertThat(output).contains("The catalog did not answer as it should");
	}

	private void run(Consumer<MockMvcTester> test) {
		List<String> arguments = List.of("--server.port=0", "--aspire.http-client.resilience.retry.delay=10ms",
				"--aspire.services.catalog.http[0]=" + this.catalog.httpUrl(),
				"--aspire.services.catalog.http[1]=" + this.other.httpUrl(),
				"--aspire.services.catalog.grpc[0]=" + this.catalog.grpcUrl(),
				"--aspire.services.catalog.grpc[1]=" + this.other.grpcUrl());
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(StorefrontApplication.class)
			.run(arguments.toArray(String[]::new))) {
			test.accept(MockMvcTester.from((WebApplicationContext) context));
		}
	}

	private static Set<String> instances(MockMvcTester storefront, String path, int times) {
		Set<String> instances = new TreeSet<>();
		for (int time = 0; time < times; time++) {
			MvcTestResult result = storefront.get().uri(path).exchange();
			assertThat(result).hasStatusOk();
			instances.addAll(result.getResponse().getHeaders("X-Served-By"));
		}
		return instances;
	}

	private static MvcTestResult order(MockMvcTester storefront, int quantity) {
		return storefront.post().uri("/storefront/orders").contentType(MediaType.APPLICATION_JSON).content("""
				{"productId": 1, "quantity": %d}""".formatted(quantity)).exchange();
	}

	private static void assertThatProblem(MvcTestResult result, HttpStatus status) {
		assertThat(result).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(result).bodyJson().extractingPath("$.status").isEqualTo(status.value());
	}

}
