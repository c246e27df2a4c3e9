// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.data.redis.autoconfigure.JedisClientConfigurationBuilderCustomizer;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration.JedisClientConfigurationBuilder;
import org.springframework.data.redis.connection.jedis.JedisClientConfiguration.JedisSslClientConfigurationBuilder;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;

import io.github.aspirespring.boot.NamedConnection;

/**
 * Makes connection factories with Jedis. They are tuned as Spring Boot tunes its own.
 */
final class NamedJedis {

	private static final RedisTuning UNTUNED = tuning(JedisClientConfiguration.defaultConfiguration());

	private NamedJedis() {
	}

	static RedisConnectionFactory create(NamedConnection connection, @Nullable AsyncTaskExecutor executor) {
		NamedRedis redis = NamedRedis.of(connection);
		JedisConnectionFactory springBoot = connection.madeBySpringBoot(JedisConnectionFactory.class);
		JedisClientConfiguration client = (springBoot != null) ? springBoot.getClientConfiguration()
				: customized(connection.beanFactory(), redis.springBoot());
		JedisConnectionFactory factory = create(connection, redis.configuration(), configuration(redis, client));
		if (executor != null) {
			factory.setExecutor(executor);
		}
		return factory;
	}

	private static JedisConnectionFactory create(NamedConnection connection, RedisConfiguration servers,
			JedisClientConfiguration client) {
		if (servers instanceof RedisSentinelConfiguration sentinel) {
			return new JedisConnectionFactory(sentinel, client);
		}
		if (servers instanceof RedisClusterConfiguration cluster) {
			return new JedisConnectionFactory(cluster, client);
		}
		if (servers instanceof RedisStandaloneConfiguration standalone) {
			return new JedisConnectionFactory(standalone, client);
		}
		throw new InvalidConfigurationPropertyValueException(
				"aspire.redis.connections." + connection.name() + ".topology", "master-replica",
				"Jedis does not read from replicas. Use Lettuce, or 'standalone' with the primary as first endpoint.");
	}

	// An application with a connection factory of its own keeps Spring Boot from making
	// one, but not from being asked how
	private static JedisClientConfiguration customized(ListableBeanFactory beanFactory, RedisTuning tuning) {
		JedisClientConfigurationBuilder builder = JedisClientConfiguration.builder();
		builder.usePooling();
		tune(builder, tuning);
		beanFactory.getBeanProvider(JedisClientConfigurationBuilderCustomizer.class)
			.orderedStream()
			.forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	private static JedisClientConfiguration configuration(NamedRedis redis, JedisClientConfiguration client) {
		RedisTuning tuning = redis.tuning(tuning(client), UNTUNED);
		JedisClientConfigurationBuilder builder = JedisClientConfiguration.builder();
		client.getClientConfigCustomizer().ifPresent(builder::customizeClientConfig);
		client.getClientCustomizer().ifPresent(builder::customizeClient);
		if (client.isUsePooling()) {
			client.getPoolConfig().ifPresent((pool) -> builder.usePooling().poolConfig(pool));
		}
		tune(builder, tuning);
		SslBundle sslBundle = redis.details().sslBundle();
		if (sslBundle != null) {
			JedisSslClientConfigurationBuilder tls = builder.useSsl()
				.sslSocketFactory(sslBundle.createSslContext().getSocketFactory())
				.sslParameters(AspireJedisAutoConfiguration.parameters(sslBundle.getOptions()));
			client.getHostnameVerifier().ifPresent(tls::hostnameVerifier);
		}
		return builder.build();
	}

	private static void tune(JedisClientConfigurationBuilder builder, RedisTuning tuning) {
		PropertyMapper map = PropertyMapper.get();
		map.from(tuning.connectTimeout()).to(builder::connectTimeout);
		map.from(tuning.timeout()).to(builder::readTimeout);
		map.from(tuning.clientName()).whenHasText().to(builder::clientName);
	}

	private static RedisTuning tuning(JedisClientConfiguration client) {
		return new RedisTuning(client.getConnectTimeout(), client.getReadTimeout(),
				client.getClientName().orElse(null));
	}

}
