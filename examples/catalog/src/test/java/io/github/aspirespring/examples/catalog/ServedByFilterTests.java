// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServedByFilter}.
 */
class ServedByFilterTests {

	private final MockMvcTester mvc = MockMvcTester.of(List.of(new TestController()),
			(builder) -> builder.addFilters(new ServedByFilter("catalog-2")).build());

	@Test
	void answerSaysWhichInstanceItIsFrom() {
		assertThat(this.mvc.get().uri("/")).hasStatusOk().headers().hasValue("X-Served-By", "catalog-2");
	}

	@Test
	void errorSaysWhichInstanceItIsFrom() {
		assertThat(this.mvc.get().uri("/missing")).hasStatus(HttpStatus.NOT_FOUND)
			.headers()
			.hasValue("X-Served-By", "catalog-2");
	}

	@RestController
	static class TestController {

		@GetMapping("/")
		String answer() {
			return "answer";
		}

	}

}
