// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.data.redis.connection.RedisConfiguration;

import io.github.aspirespring.boot.NamedConnection;

/**
 * A Redis that an AppHost references, as far as a connection factory of its own is
 * concerned. Of Spring Boot's properties it takes those that say how to be a client, and
 * none that say who connects to what.
 */
final class NamedRedis {

	private final NamedConnection connection;

	private final DataRedisProperties properties;

	private final AspireRedisConnectionDetails details;

	private NamedRedis(NamedConnection connection, DataRedisProperties properties,
			AspireRedisConnectionDetails details) {
		this.connection = connection;
		this.properties = properties;
		this.details = details;
	}

	/**
	 * Reads a connection and reports it.
	 * @param connection the connection
	 * @return the Redis
	 * @throws io.github.aspirespring.environment.MalformedConnectionException if the
	 * connection cannot be read or used
	 */
	static NamedRedis of(NamedConnection connection) {
		DataRedisProperties properties = connection.beanFactory().getBean(DataRedisProperties.class);
		InjectedRedis redis = new InjectedRedis(connection.selection(),
				connection.isSelected() ? properties : tlsOnly(properties));
		SslBundles sslBundles = connection.beanFactory().getBeanProvider(SslBundles.class).getIfAvailable();
		AspireRedisConnectionDetails details = redis.details(sslBundles);
		if (connection.report(redis.target())) {
			redis.logUnused();
		}
		return new NamedRedis(connection, properties, details);
	}

	AspireRedisConnectionDetails details() {
		return this.details;
	}

	/**
	 * Returns how Spring Boot's properties tune its own client, which takes what the
	 * selected connection says for a default.
	 */
	RedisTuning springBoot() {
		return RedisTuning.of(this.properties);
	}

	/**
	 * Returns the configuration of the servers.
	 */
	RedisConfiguration configuration() {
		DataRedisProperties.Cluster cluster = this.properties.getCluster();
		return RedisConfigurations.of(this.details, (cluster != null) ? cluster.getMaxRedirects() : null);
	}

	/**
	 * Returns the tuning: the settings of the connection, then what the application says
	 * for all connections in a customizer or a property, then the connection string. Of
	 * the selected connection, the settings are but defaults.
	 * @param client how the application's client is tuned, by whomever
	 * @param driver how it is tuned by nobody
	 */
	RedisTuning tuning(RedisTuning client, RedisTuning driver) {
		RedisTuning customized = client.without(springBoot().or(driver));
		RedisTuning application = customized
			.or(RedisTuning.of(this.connection.bind("spring.data.redis", new DataRedisProperties())));
		return this.connection.isSelected() ? application
				: RedisTuning.configured(this.connection.selection()).or(application);
	}

	private static DataRedisProperties tlsOnly(DataRedisProperties properties) {
		DataRedisProperties tlsOnly = new DataRedisProperties();
		tlsOnly.getSsl().setBundle(properties.getSsl().getBundle());
		return tlsOnly;
	}

}
