// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis.server;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.redis.test.autoconfigure.DataRedisTest;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.annotation.Id;
import org.springframework.data.redis.core.RedisHash;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.repository.configuration.EnableRedisRepositories;
import org.springframework.data.repository.CrudRepository;
import org.springframework.test.context.ContextConfiguration;

import io.github.aspirespring.boot.AspireConnection;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a slice of an application is connected, and its repositories with it.
 */
@DataRedisTest
@ContextConfiguration(initializers = RedisSliceIntegrationTests.Variables.class)
class RedisSliceIntegrationTests {

	private static final RedisServer server = RedisServer.start("requirepass pw");

	@AfterAll
	static void stopServer() {
		server.close();
	}

	@Test
	void keepsEntities(@Autowired Products products) {
		products.save(new Product("1", "Chair"));
		assertThat(products.findById("1"))
			.hasValueSatisfying((product) -> assertThat(product.name()).isEqualTo("Chair"));
	}

	@Test
	void hasBeansByName(@Autowired @AspireConnection("cache") StringRedisTemplate cache) {
		cache.opsForValue().set("key", "value");
		assertThat(cache.opsForValue().get("key")).isEqualTo("value");
	}

	@RedisHash("product")
	record Product(@Id String id, String name) {
	}

	interface Products extends CrudRepository<Product, String> {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableRedisRepositories(considerNestedRepositories = true)
	static class Application {

	}

	static class Variables implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		@Override
		public void initialize(ConfigurableApplicationContext context) {
			RedisApplication.resource("cache", "localhost", server.port(), "pw", false).initialize(context);
		}

	}

}
