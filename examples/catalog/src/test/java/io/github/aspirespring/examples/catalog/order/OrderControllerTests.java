// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.order;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.github.aspirespring.examples.catalog.LampCatalog;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OrderController}.
 */
class OrderControllerTests {

	private final List<PlacedOrder> queue = new ArrayList<>();

	private OrderQueue orders = this.queue::add;

	private final MockMvcTester mvc = LampCatalog
		.serve((catalog) -> new OrderController(catalog, (order) -> this.orders.send(order)));

	@Test
	void orderIsAcceptedOnceItIsInTheQueue() {
		MvcTestResult result = post("""
				{"productId": 1, "quantity": 3}""");
		assertThat(result).hasStatus(HttpStatus.ACCEPTED);
		assertThat(this.queue).hasSize(1).first().satisfies((order) -> {
			assertThat(order.productId()).isEqualTo(1);
			assertThat(order.quantity()).isEqualTo(3);
			assertThat(result).bodyJson().extractingPath("$.id").isEqualTo(order.id().toString());
		});
	}

	@Test
	void noTwoOrdersHaveTheSameIdentifier() {
		post("""
				{"productId": 1, "quantity": 3}""");
		post("""
				{"productId": 1, "quantity": 3}""");
		assertThat(this.queue).extracting(PlacedOrder::id).hasSize(2).doesNotHaveDuplicates();
	}

	@Test
	void orderOfAProductThatIsNotOnSaleIsNotPlaced() {
		assertThatProblem(post("""
				{"productId": 2, "quantity": 3}"""), HttpStatus.NOT_FOUND);
	}

	@Test
	void invalidOrderIsRejectedFieldByField() {
		MvcTestResult result = post("""
				{"quantity": 0}""");
		assertThatProblem(result, HttpStatus.BAD_REQUEST);
		assertThat(result).bodyJson().extractingPath("$.errors").asMap().containsOnlyKeys("productId", "quantity");
	}

	@Test
	void orderThatIsNotSafeIsAnErrorTheClientCanRetry() {
		this.orders = (order) -> {
			throw new OrderNotPlacedException("the broker did not take it");
		};
		assertThatProblem(post("""
				{"productId": 1, "quantity": 3}"""), HttpStatus.SERVICE_UNAVAILABLE);
	}

	private MvcTestResult post(String body) {
		return this.mvc.post().uri("/orders").contentType(MediaType.APPLICATION_JSON).content(body).exchange();
	}

	private void assertThatProblem(MvcTestResult result, HttpStatus status) {
		assertThat(result).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
		assertThat(this.queue).isEmpty();
	}

}
