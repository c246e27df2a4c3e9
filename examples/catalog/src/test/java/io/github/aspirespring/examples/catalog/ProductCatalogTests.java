// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog;

import java.math.BigDecimal;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.support.TransactionTemplate;

import io.github.aspirespring.examples.catalog.event.EventNotPublishedException;
import io.github.aspirespring.examples.catalog.event.ProductEvent;
import io.github.aspirespring.examples.catalog.event.RecordedProductEvents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link ProductCatalog}.
 */
@SpringJUnitConfig
@DirtiesContext(classMode = ClassMode.BEFORE_EACH_TEST_METHOD)
class ProductCatalogTests {

	private static final ProductDraft LAMP = new ProductDraft("LAMP-1", "Lamp", new BigDecimal("49.90"));

	private static final ProductDraft CHAIR = new ProductDraft("CHAIR-1", "Chair", new BigDecimal("120.00"));

	@Autowired
	private ProductCatalog catalog;

	@Autowired
	private InMemoryProductRepository repository;

	@Autowired
	private RecordedProductEvents events;

	@Autowired
	private RecordedTransactions transactions;

	@Test
	void secondReadOfAProductComesFromTheCache() {
		Product lamp = this.catalog.create(LAMP);
		assertThat(this.catalog.get(lamp.id())).isEqualTo(lamp);
		assertThat(this.catalog.get(lamp.id())).isEqualTo(lamp);
		assertThat(this.repository.reads()).isEqualTo(1);
	}

	@Test
	void replacedProductIsReadAgain() {
		long id = this.catalog.create(LAMP).id();
		this.catalog.get(id);
		this.catalog.replace(id, CHAIR);
		assertThat(this.catalog.get(id).name()).isEqualTo("Chair");
		assertThat(this.repository.reads()).isEqualTo(2);
	}

	@Test
	void deletedProductIsNotServedFromTheCache() {
		long id = this.catalog.create(LAMP).id();
		this.catalog.get(id);
		this.catalog.delete(id);
		assertThatExceptionOfType(ProductNotFoundException.class).isThrownBy(() -> this.catalog.get(id));
	}

	@Test
	void missingProductIsLookedUpEveryTime() {
		assertThatExceptionOfType(ProductNotFoundException.class).isThrownBy(() -> this.catalog.get(1));
		long id = this.catalog.create(LAMP).id();
		assertThat(this.catalog.get(id).name()).isEqualTo("Lamp");
	}

	@Test
	void productsComeInTheOrderInWhichTheyAreAskedFor() {
		Product lamp = this.catalog.create(LAMP);
		Product chair = this.catalog.create(CHAIR);
		assertThat(this.catalog.findAll(List.of(chair.id(), 7L, lamp.id()))).containsExactly(chair, lamp);
	}

	@Test
	void everyChangeIsPublishedWithTheProductAsItIsSince() {
		long id = this.catalog.create(LAMP).id();
		this.catalog.replace(id, CHAIR);
		this.catalog.delete(id);
		assertThat(this.events.published()).extracting(ProductEvent::type, ProductEvent::productId, ProductEvent::price)
			.containsExactly(tuple(ProductEvent.Type.ADDED, id, LAMP.price()),
					tuple(ProductEvent.Type.CHANGED, id, CHAIR.price()),
					tuple(ProductEvent.Type.REMOVED, id, CHAIR.price()));
		assertThat(this.events.published()).extracting(ProductEvent::id).doesNotHaveDuplicates();
	}

	@Test
	void changeThatDidNotHappenIsNotPublished() {
		assertThatExceptionOfType(ProductNotFoundException.class).isThrownBy(() -> this.catalog.replace(1, LAMP));
		assertThatExceptionOfType(ProductNotFoundException.class).isThrownBy(() -> this.catalog.delete(1));
		assertThat(this.events.published()).isEmpty();
	}

	@Test
	void changeIsCommittedOnceItIsPublished() {
		this.catalog.create(LAMP);
		assertThat(this.transactions.ends()).containsExactly("commit");
	}

	@Test
	void changeThatCannotBePublishedIsRolledBack() {
		this.events.refuse();
		assertThatExceptionOfType(EventNotPublishedException.class).isThrownBy(() -> this.catalog.create(LAMP));
		assertThat(this.transactions.ends()).containsExactly("rollback");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	@Import({ ProductCatalog.class, InMemoryProductRepository.class, RecordedProductEvents.class,
			RecordedTransactions.class })
	static class TestConfiguration {

		@Bean
		TransactionTemplate transaction(RecordedTransactions transactions) {
			return new TransactionTemplate(transactions);
		}

		@Bean
		ConcurrentMapCacheManager cacheManager() {
			return new ConcurrentMapCacheManager(ProductCatalog.CACHE_NAME);
		}

	}

}
