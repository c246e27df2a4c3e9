// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.redis;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The databases of the connection factories, because commands do not say theirs.
 */
final class ConfiguredDatabases implements BeanPostProcessor, RedisDatabases {

	private final Map<String, Set<Integer>> databases = new ConcurrentHashMap<>();

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof LettuceConnectionFactory factory) {
			this.databases
				.computeIfAbsent(server(factory.getHostName(), String.valueOf(factory.getPort())),
						(server) -> ConcurrentHashMap.newKeySet())
				.add(factory.getDatabase());
		}
		return bean;
	}

	@Override
	public @Nullable String at(String host, String port) {
		Set<Integer> indexes = this.databases.get(server(host, port));
		return (indexes != null && indexes.size() == 1) ? String.valueOf(indexes.iterator().next()) : null;
	}

	private static String server(String host, String port) {
		return host + ":" + port;
	}

}
