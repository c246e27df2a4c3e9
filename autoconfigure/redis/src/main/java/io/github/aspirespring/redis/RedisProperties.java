// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.aspirespring.boot.IntegrationProperties;

/**
 * Properties of the Redis integration.
 *
 * @param enabled Whether the AppHost connects the application to Redis.
 * @param connectionName Name of the connection to use when several could be the one.
 * @param connectionString Connection string to use instead of the injected connection, as
 * StackExchange.Redis writes it or as a URI.
 * @param topology How the servers at the endpoints of a connection work together.
 * @param connections Settings of single connections, by connection name.
 */
@ConfigurationProperties("aspire.redis")
record RedisProperties(@DefaultValue("true") boolean enabled, @Nullable String connectionName,
		@Nullable String connectionString, @DefaultValue("auto") Topology topology,
		@DefaultValue Map<String, RedisConnectionSettings> connections) implements IntegrationProperties {

	/**
	 * Returns everything but the connection string, which may hold a secret.
	 */
	@Override
	public String toString() {
		return "RedisProperties[enabled=" + this.enabled + ", connectionName=" + this.connectionName + ", topology="
				+ this.topology + ", connections=" + this.connections + "]";
	}

	/**
	 * How the servers at the endpoints of a connection work together.
	 */
	enum Topology {

		/**
		 * Several endpoints are a cluster; with {@code serviceName=} they are the
		 * Sentinels of that primary.
		 */
		AUTO,

		/**
		 * One server. Of several endpoints the first is used.
		 */
		STANDALONE,

		/**
		 * A Redis Cluster. The endpoints are where its nodes are looked up.
		 */
		CLUSTER,

		/**
		 * A primary and its replicas, each of them listed. Not supported by Jedis.
		 */
		MASTER_REPLICA

	}

}
