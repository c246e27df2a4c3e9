// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.test.IntegrationConformanceTests;

/**
 * Tests that Redis keeps the rules of all integrations.
 */
class RedisConformanceTests extends IntegrationConformanceTests<DataRedisConnectionDetails> {

	@Override
	protected String integration() {
		return "redis";
	}

	@Override
	protected List<Class<?>> autoConfigurations() {
		return List.of(AspireJedisAutoConfiguration.class, AspireRedisAutoConfiguration.class,
				AspireRedisConnectionsAutoConfiguration.class, SslAutoConfiguration.class,
				DataRedisAutoConfiguration.class, DataRedisReactiveAutoConfiguration.class);
	}

	@Override
	protected Class<DataRedisConnectionDetails> connectionDetailsType() {
		return DataRedisConnectionDetails.class;
	}

	@Override
	protected Class<?> connectionBeanType() {
		return RedisConnectionFactory.class;
	}

	@Override
	protected String target(DataRedisConnectionDetails details) {
		DataRedisConnectionDetails.Standalone standalone = Objects.requireNonNull(details.getStandalone());
		return standalone.getHost() + ":" + standalone.getPort();
	}

	@Override
	protected DataRedisConnectionDetails connectionDetails(String host, int port) {
		return new DataRedisConnectionDetails() {
			@Override
			public Standalone getStandalone() {
				return Standalone.of(host, port);
			}
		};
	}

	@Override
	protected String connectionString(String host, int port, String password) {
		return host + ":" + port + ",password=" + password;
	}

	@Override
	protected Map<String, String> connectionProperties(String host, int port, String password) {
		return Map.of("Host", host, "Port", String.valueOf(port), "Password", password, "Uri",
				"redis://:" + ConnectionUri.percentEncode(password) + "@" + host + ":" + port);
	}

	@Override
	protected String malformedConnectionString(String password) {
		return "localhost:" + password + ",password=" + password;
	}

	@Override
	protected String[] applicationProperties(String host, int port) {
		return new String[] { "spring.data.redis.host=" + host, "spring.data.redis.port=" + port };
	}

}
