// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.PropertyMapper;

import io.github.aspirespring.boot.Integration;
import io.github.aspirespring.boot.IntegrationProperties;
import io.github.aspirespring.boot.Selection;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.ConnectionProperties;
import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;

/**
 * Redis, Valkey and Garnet, which speak one protocol and whose resources look the same.
 */
final class RedisIntegration implements Integration {

	static final String ID = "redis";

	static final String USERNAME = "spring.data.redis.username";

	static final String PASSWORD = "spring.data.redis.password";

	static final String DATABASE = "spring.data.redis.database";

	static final String TLS_ENABLED = "spring.data.redis.ssl.enabled";

	static final String TLS_BUNDLE = "spring.data.redis.ssl.bundle";

	@Override
	public String id() {
		return ID;
	}

	@Override
	public String displayName() {
		return "Redis";
	}

	@Override
	public Class<? extends IntegrationProperties> propertiesType() {
		return RedisProperties.class;
	}

	@Override
	public List<String> locationProperties() {
		return List.of("spring.data.redis.url", "spring.data.redis.host", "spring.data.redis.port",
				"spring.data.redis.sentinel.nodes", "spring.data.redis.cluster.nodes",
				"spring.data.redis.masterreplica.nodes");
	}

	@Override
	public List<String> credentialProperties() {
		return List.of(USERNAME, PASSWORD, DATABASE, TLS_ENABLED, TLS_BUNDLE);
	}

	@Override
	public boolean leavesOpen(Connection connection, String property) {
		try {
			RedisConnection redis = RedisConnection.of(connection);
			return (property.equals(DATABASE) && redis.database() == null)
					|| (property.equals(TLS_BUNDLE) && redis.tls());
		}
		catch (MalformedConnectionException ex) {
			return false;
		}
	}

	/**
	 * A Redis resource always has a URI. Where there are no properties, options of
	 * StackExchange.Redis are as telling, while mere addresses could as well be those of
	 * Kafka, whose resources have a host and a port but no URI.
	 */
	@Override
	public Recognition recognize(Connection connection) {
		ConnectionProperties properties = connection.properties();
		ConnectionString string = connection.connectionString();
		String uri = properties.get("URI");
		if (uri != null) {
			return RedisUri.matches(uri) ? Recognition.CERTAIN : Recognition.NO;
		}
		if (string == null) {
			return Recognition.NO;
		}
		if (RedisUri.matches(string.value()) || RedisConnectionString.isCertain(string.value())) {
			return Recognition.CERTAIN;
		}
		return (properties.get("HOST") == null && areAddresses(string)) ? Recognition.POSSIBLE : Recognition.NO;
	}

	@Override
	public Map<String, Object> defaults(Selection selection) {
		RedisTuning tuning = RedisTuning.of(selection).or(RedisTuning.DEFAULTS);
		Map<String, Object> defaults = new HashMap<>();
		PropertyMapper map = PropertyMapper.get();
		map.from(tuning.connectTimeout())
			.as(RedisIntegration::text)
			.to((timeout) -> defaults.put("spring.data.redis.connect-timeout", timeout));
		map.from(tuning.timeout())
			.as(RedisIntegration::text)
			.to((timeout) -> defaults.put("spring.data.redis.timeout", timeout));
		map.from(tuning.clientName()).to((name) -> defaults.put("spring.data.redis.client-name", name));
		return defaults;
	}

	private static String text(Duration duration) {
		return (duration.toMillisPart() == 0) ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
	}

	private static boolean areAddresses(ConnectionString string) {
		try {
			return string.hostAndPorts().stream().noneMatch((address) -> address.port() == HostAndPort.NO_PORT);
		}
		catch (MalformedConnectionException ex) {
			return false;
		}
	}

}
