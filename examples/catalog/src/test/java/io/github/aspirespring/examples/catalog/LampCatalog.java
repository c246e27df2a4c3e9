// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;

import io.github.aspirespring.examples.catalog.event.RecordedProductEvents;

/**
 * A catalogue with a single product, a lamp with the identifier 1, for tests of what is
 * built on it.
 */
public final class LampCatalog {

	private LampCatalog() {
	}

	/**
	 * Serves a controller that needs a catalogue.
	 * @param controller makes the controller
	 * @return the controller over HTTP, with its errors as problem details
	 */
	public static MockMvcTester serve(Function<ProductCatalog, Object> controller) {
		return MockMvcTester.of(List.of(controller.apply(create())),
				(builder) -> builder.setControllerAdvice(new ProblemDetails()).build());
	}

	/**
	 * Creates the catalogue.
	 * @return the catalogue
	 */
	public static ProductCatalog create() {
		ProductCatalog catalog = new ProductCatalog(new InMemoryProductRepository(), new RecordedProductEvents(),
				TransactionOperations.withoutTransaction());
		catalog.create(new ProductDraft("LAMP-1", "Lamp", new BigDecimal("49.90")));
		return catalog;
	}

}
