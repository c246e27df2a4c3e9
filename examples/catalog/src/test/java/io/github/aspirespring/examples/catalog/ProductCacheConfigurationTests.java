// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheManager.RedisCacheManagerBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProductCacheConfiguration}.
 */
class ProductCacheConfigurationTests {

	private final RedisCacheConfiguration configuration = productCacheConfiguration();

	@Test
	void productIsStoredAsPlainJson() {
		Product lamp = new Product(1, "LAMP-1", "Lamp", new BigDecimal("49.90"));
		ByteBuffer stored = this.configuration.getValueSerializationPair().write(lamp);
		assertThat(StandardCharsets.UTF_8.decode(stored.duplicate()).toString()).isEqualTo("""
				{"id":1,"sku":"LAMP-1","name":"Lamp","price":49.90}""");
		assertThat(this.configuration.getValueSerializationPair().read(stored)).isEqualTo(lamp);
	}

	@Test
	void productsDoNotStayForever() {
		assertThat(this.configuration.getTtlFunction().getTimeToLive(1L, 1L)).isEqualTo(Duration.ofMinutes(10));
	}

	private static RedisCacheConfiguration productCacheConfiguration() {
		RedisCacheManagerBuilder builder = RedisCacheManager.builder();
		new ProductCacheConfiguration().productCache(new LettuceConnectionFactory(), JsonMapper.shared())
			.customize(builder);
		return builder.getCacheConfigurationFor(ProductCatalog.CACHE_NAME).orElseThrow();
	}

}
