// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientConfigurationBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceSslClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettucePoolingClientConfiguration;

import io.github.aspirespring.boot.NamedConnection;

/**
 * Makes connection factories with Lettuce. They are tuned as Spring Boot tunes its own,
 * and share its client resources, and with them threads, metrics and observations.
 */
final class NamedLettuce {

	private static final RedisTuning UNTUNED = new RedisTuning(SocketOptions.DEFAULT_CONNECT_TIMEOUT_DURATION,
			RedisURI.DEFAULT_TIMEOUT_DURATION, null);

	private NamedLettuce() {
	}

	static Factory create(NamedConnection connection, @Nullable AsyncTaskExecutor executor) {
		NamedRedis redis = NamedRedis.of(connection);
		LettuceConnectionFactory springBoot = connection.madeBySpringBoot(LettuceConnectionFactory.class);
		LettuceClientConfiguration client = (springBoot != null) ? springBoot.getClientConfiguration()
				: customized(connection.beanFactory(), redis.springBoot());
		LazyFactory factory = new LazyFactory(redis.configuration(), configuration(redis, client));
		if (executor != null) {
			factory.setExecutor(executor);
		}
		return factory;
	}

	// An application with a connection factory of its own keeps Spring Boot from making
	// one, but not from being asked how
	private static LettuceClientConfiguration customized(ListableBeanFactory beanFactory, RedisTuning tuning) {
		ClientOptions.Builder options = ClientOptions.builder()
			.socketOptions(socketOptions(SocketOptions.builder(), tuning))
			.timeoutOptions(TimeoutOptions.enabled());
		beanFactory.getBeanProvider(LettuceClientOptionsBuilderCustomizer.class)
			.orderedStream()
			.forEach((customizer) -> customizer.customize(options));
		LettuceClientConfigurationBuilder builder = LettuceClientConfiguration.builder().clientOptions(options.build());
		tune(builder, tuning);
		beanFactory.getBeanProvider(ClientResources.class).ifUnique(builder::clientResources);
		beanFactory.getBeanProvider(LettuceClientConfigurationBuilderCustomizer.class)
			.orderedStream()
			.forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	private static LettuceClientConfiguration configuration(NamedRedis redis, LettuceClientConfiguration client) {
		ClientOptions options = client.getClientOptions().orElseGet(ClientOptions::create);
		RedisTuning tuning = redis.tuning(new RedisTuning(options.getSocketOptions().getConnectTimeout(),
				client.getCommandTimeout(), client.getClientName().orElse(null)), UNTUNED);
		SslBundle sslBundle = redis.details().sslBundle();
		LettuceClientConfigurationBuilder builder = builder(client).clientOptions(options(options, tuning, sslBundle))
			.shutdownTimeout(client.getShutdownTimeout())
			.shutdownQuietPeriod(client.getShutdownQuietPeriod());
		client.getClientResources().ifPresent(builder::clientResources);
		client.getReadFrom().ifPresent(builder::readFrom);
		tune(builder, tuning);
		if (sslBundle != null) {
			useTls(builder, client);
		}
		// What the AppHost says beats whatever makes credentials for the application
		if (redis.details().password() == null) {
			client.getRedisCredentialsProviderFactory().ifPresent(builder::redisCredentialsProviderFactory);
		}
		return builder.build();
	}

	private static void tune(LettuceClientConfigurationBuilder builder, RedisTuning tuning) {
		PropertyMapper map = PropertyMapper.get();
		map.from(tuning.timeout()).to(builder::commandTimeout);
		map.from(tuning.clientName()).whenHasText().to(builder::clientName);
	}

	private static LettuceClientConfigurationBuilder builder(LettuceClientConfiguration client) {
		return (client instanceof LettucePoolingClientConfiguration pooling)
				? LettucePoolingClientConfiguration.builder().poolConfig(pooling.getPoolConfig())
				: LettuceClientConfiguration.builder();
	}

	private static void useTls(LettuceClientConfigurationBuilder builder, LettuceClientConfiguration client) {
		LettuceSslClientConfigurationBuilder tls = builder.useSsl().verifyPeer(client.getVerifyMode());
		if (client.isStartTls()) {
			tls.startTls();
		}
	}

	private static ClientOptions options(ClientOptions options, RedisTuning tuning, @Nullable SslBundle sslBundle) {
		ClientOptions.Builder builder = options.mutate();
		builder.socketOptions(socketOptions(options.getSocketOptions().mutate(), tuning));
		if (sslBundle != null) {
			builder.sslOptions(sslOptions(options.getSslOptions().mutate(), sslBundle));
		}
		return builder.build();
	}

	private static SocketOptions socketOptions(SocketOptions.Builder builder, RedisTuning tuning) {
		PropertyMapper.get().from(tuning.connectTimeout()).to(builder::connectTimeout);
		return builder.build();
	}

	private static SslOptions sslOptions(SslOptions.Builder builder, SslBundle bundle) {
		builder.keyManager(bundle.getManagers().getKeyManagerFactory());
		builder.trustManager(bundle.getManagers().getTrustManagerFactory());
		PropertyMapper map = PropertyMapper.get();
		map.from(bundle.getOptions().getCiphers()).to(builder::cipherSuites);
		map.from(bundle.getOptions().getEnabledProtocols()).to(builder::protocols);
		return builder.build();
	}

	/**
	 * By what a connection factory is known before it is made. The class of Lettuce would
	 * have Spring make it when the application starts, because it has a life cycle.
	 */
	interface Factory extends RedisConnectionFactory, ReactiveRedisConnectionFactory {

	}

	private static final class LazyFactory extends LettuceConnectionFactory implements Factory {

		LazyFactory(RedisConfiguration servers, LettuceClientConfiguration client) {
			super(servers, client);
		}

	}

}
