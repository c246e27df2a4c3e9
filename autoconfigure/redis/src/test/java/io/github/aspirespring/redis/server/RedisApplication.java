// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis.server;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisHealthContributorAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisReactiveHealthContributorAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.trust.AspireTrustAutoConfiguration;
import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.redis.AspireJedisAutoConfiguration;
import io.github.aspirespring.redis.AspireRedisAutoConfiguration;
import io.github.aspirespring.redis.AspireRedisConnectionsAutoConfiguration;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with everything that Spring Boot has for Redis.
 */
final class RedisApplication {

	private RedisApplication() {
	}

	/**
	 * Returns a runner for a client.
	 * @param client {@code lettuce} or {@code jedis}
	 */
	static AspireContextRunner runner(String client) {
		return new AspireContextRunner()
			.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class, AspireJedisAutoConfiguration.class,
					AspireRedisAutoConfiguration.class, AspireRedisConnectionsAutoConfiguration.class,
					AspireTrustAutoConfiguration.class, SslAutoConfiguration.class, DataRedisAutoConfiguration.class,
					DataRedisReactiveAutoConfiguration.class, DataRedisHealthContributorAutoConfiguration.class,
					DataRedisReactiveHealthContributorAutoConfiguration.class))
			.withApplicationProperties("spring.data.redis.client-type=" + client,
					"spring.data.redis.lettuce.shutdown-timeout=0");
	}

	/**
	 * Returns what an AppHost injects for a Redis resource.
	 */
	static AppHostVariables resource(String name, String host, int port, @Nullable String password, boolean tls) {
		Map<String, String> properties = new HashMap<>(Map.of("Host", host, "Port", String.valueOf(port)));
		String userInfo = "";
		if (password != null) {
			properties.put("Password", password);
			userInfo = ":" + ConnectionUri.percentEncode(password) + "@";
		}
		properties.put("Uri", (tls ? "rediss" : "redis") + "://" + userInfo + host + ":" + port);
		return AppHostVariables.none()
			.connection(name,
					host + ":" + port + ((password != null) ? ",password=" + password : "") + (tls ? ",ssl=true" : ""),
					properties);
	}

	/**
	 * Writes and reads with every template the client has.
	 */
	static void assertWorks(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed();
		StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
		template.opsForValue().set("imperative", "1");
		assertThat(template.opsForValue().get("imperative")).isEqualTo("1");
		context.getBeanProvider(ReactiveStringRedisTemplate.class).ifAvailable((reactive) -> {
			assertThat(reactive.opsForValue().set("reactive", "2").block()).isTrue();
			assertThat(reactive.opsForValue().get("reactive").block()).isEqualTo("2");
		});
	}

}
