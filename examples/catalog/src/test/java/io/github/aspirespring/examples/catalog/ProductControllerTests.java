// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionOperations;

import io.github.aspirespring.examples.catalog.event.RecordedProductEvents;
import io.github.aspirespring.examples.catalog.view.InMemoryProductViews;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProductController} and {@link ProblemDetails}.
 */
class ProductControllerTests {

	private static final String LAMP = """
			{"sku": "LAMP-1", "name": "Lamp", "price": 49.90}""";

	private static final String CHAIR = """
			{"sku": "CHAIR-1", "name": "Chair", "price": 120.00}""";

	private final RecordedProductEvents events = new RecordedProductEvents();

	private final InMemoryProductViews views = new InMemoryProductViews();

	private final MockMvcTester mvc = MockMvcTester.of(
			List.of(new ProductController(new ProductCatalog(new InMemoryProductRepository(), this.events,
					TransactionOperations.withoutTransaction()), this.views)),
			(builder) -> builder.setControllerAdvice(new ProblemDetails()).build());

	@Test
	void createAnswersWithTheProductAndItsLocation() {
		MvcTestResult result = post(LAMP);
		assertThat(result).hasStatus(HttpStatus.CREATED).headers().hasValue("Location", "http://localhost/products/1");
		assertThat(result).bodyJson().isLenientlyEqualTo("""
				{"id": 1, "sku": "LAMP-1", "name": "Lamp", "price": 49.90}""");
	}

	@Test
	void listAnswersWithEveryProduct() {
		post(LAMP);
		post(CHAIR);
		assertThat(this.mvc.get().uri("/products")).hasStatusOk()
			.bodyJson()
			.extractingPath("$[*].sku")
			.asArray()
			.containsExactly("LAMP-1", "CHAIR-1");
	}

	@Test
	void getAnswersWithTheProduct() {
		post(LAMP);
		assertThat(this.mvc.get().uri("/products/1")).hasStatusOk()
			.bodyJson()
			.extractingPath("$.name")
			.isEqualTo("Lamp");
	}

	@Test
	void everyLookAtAProductIsCounted() {
		post(LAMP);
		post(CHAIR);
		get(1);
		get(1);
		get(2);
		assertThat(this.views.counts()).isEqualTo(Map.of(1L, 2L, 2L, 1L));
	}

	@Test
	void onlyWhatCouldBeSeenIsCounted() {
		post(LAMP);
		this.mvc.get().uri("/products").exchange();
		get(7);
		assertThat(this.views.counts()).isEmpty();
	}

	@Test
	void popularAnswersWithTheProductsMostLookedAt() {
		assertThatPopularProductsAre();
		post(LAMP);
		post(CHAIR);
		get(1);
		get(2);
		get(2);
		assertThatPopularProductsAre("CHAIR-1", "LAMP-1");
	}

	@Test
	void deletedProductIsNotPopular() {
		post(LAMP);
		get(1);
		assertThat(this.mvc.delete().uri("/products/1")).hasStatus(HttpStatus.NO_CONTENT);
		assertThat(this.views.counts()).isEmpty();
	}

	@Test
	void viewsOfAProductThatIsNoLongerThereAreNotShown() {
		post(LAMP);
		this.views.count(7);
		this.views.count(1);
		assertThatPopularProductsAre("LAMP-1");
	}

	@Test
	void popularityNobodyKnowsIsAnErrorTheClientCanRetry() {
		this.views.refuse();
		assertThatProblem(this.mvc.get().uri("/products/popular").exchange(), HttpStatus.SERVICE_UNAVAILABLE);
	}

	@Test
	void replaceAnswersWithTheNewProduct() {
		post(LAMP);
		assertThat(put(1, CHAIR)).hasStatusOk().bodyJson().extractingPath("$.sku").isEqualTo("CHAIR-1");
	}

	@Test
	void deleteAnswersWithNoContent() {
		post(LAMP);
		assertThat(this.mvc.delete().uri("/products/1")).hasStatus(HttpStatus.NO_CONTENT);
		assertThat(this.mvc.get().uri("/products/1")).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void unknownProductIsNotFound() {
		assertThatProblem(this.mvc.get().uri("/products/7").exchange(), HttpStatus.NOT_FOUND);
		assertThatProblem(put(7, LAMP), HttpStatus.NOT_FOUND);
		assertThatProblem(this.mvc.delete().uri("/products/7").exchange(), HttpStatus.NOT_FOUND);
	}

	@Test
	void identifierThatIsNoNumberIsABadRequest() {
		assertThatProblem(this.mvc.get().uri("/products/lamp").exchange(), HttpStatus.BAD_REQUEST);
	}

	@Test
	void secondProductWithTheSameSkuIsAConflict() {
		post(LAMP);
		post(CHAIR);
		assertThatProblem(post(LAMP), HttpStatus.CONFLICT);
		assertThatProblem(put(2, LAMP), HttpStatus.CONFLICT);
	}

	@Test
	void changeNobodyCanBeToldOfIsAnErrorTheClientCanRetry() {
		this.events.refuse();
		assertThatProblem(post(LAMP), HttpStatus.SERVICE_UNAVAILABLE);
	}

	@Test
	void invalidProductIsRejectedFieldByField() {
		MvcTestResult result = post("""
				{"sku": "no spaces", "name": " ", "price": 1.999}""");
		assertThatProblem(result, HttpStatus.BAD_REQUEST);
		assertThat(result).bodyJson().extractingPath("$.errors").asMap().containsOnlyKeys("sku", "name", "price");
	}

	@Test
	void missingFieldsAreRejected() {
		MvcTestResult result = post("{}");
		assertThatProblem(result, HttpStatus.BAD_REQUEST);
		assertThat(result).bodyJson().extractingPath("$.errors").asMap().containsOnlyKeys("sku", "name", "price");
	}

	@Test
	void brokenJsonIsABadRequest() {
		assertThatProblem(post("{"), HttpStatus.BAD_REQUEST);
	}

	private void get(long id) {
		this.mvc.get().uri("/products/{id}", id).exchange();
	}

	private MvcTestResult post(String body) {
		return this.mvc.post().uri("/products").contentType(MediaType.APPLICATION_JSON).content(body).exchange();
	}

	private MvcTestResult put(long id, String body) {
		return this.mvc.put()
			.uri("/products/{id}", id)
			.contentType(MediaType.APPLICATION_JSON)
			.content(body)
			.exchange();
	}

	private void assertThatPopularProductsAre(Object... skus) {
		assertThat(this.mvc.get().uri("/products/popular")).hasStatusOk()
			.bodyJson()
			.extractingPath("$[*].sku")
			.asArray()
			.containsExactly(skus);
	}

	private static void assertThatProblem(MvcTestResult result, HttpStatus status) {
		assertThat(result).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(result).bodyJson().extractingPath("$.status").isEqualTo(status.value());
	}

}
