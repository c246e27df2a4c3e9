// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Node;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Sentinel;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration.WithAuthentication;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.RedisStaticMasterReplicaConfiguration;

import io.github.aspirespring.redis.AspireRedisConnectionDetails.Servers;

/**
 * Turns connection details into the configuration of Spring Data Redis, as Spring Boot
 * does for its own connection factory.
 */
final class RedisConfigurations {

	private RedisConfigurations() {
	}

	/**
	 * Returns the configuration.
	 * @param details where the servers are and how to log in
	 * @param maxRedirects how often a command follows the nodes of a cluster, or
	 * {@code null} to leave that to the client
	 * @return the configuration
	 */
	static RedisConfiguration of(AspireRedisConnectionDetails details, @Nullable Integer maxRedirects) {
		Servers servers = details.servers();
		if (servers.sentinel() != null) {
			return authenticated(sentinel(servers.sentinel()), details);
		}
		if (servers.cluster() != null) {
			return authenticated(cluster(servers.cluster().getNodes(), maxRedirects), details);
		}
		if (servers.masterReplica() != null) {
			return authenticated(masterReplica(servers.masterReplica().getNodes()), details);
		}
		return authenticated(standalone(servers.standalone()), details);
	}

	private static <T extends RedisConfiguration & WithAuthentication> T authenticated(T configuration,
			AspireRedisConnectionDetails details) {
		configuration.setUsername(details.username());
		configuration.setPassword(details.password());
		return configuration;
	}

	private static RedisStandaloneConfiguration standalone(@Nullable Standalone standalone) {
		RedisStandaloneConfiguration configuration = new RedisStandaloneConfiguration();
		if (standalone != null) {
			configuration.setHostName(standalone.getHost());
			configuration.setPort(standalone.getPort());
			configuration.setDatabase(standalone.getDatabase());
		}
		return configuration;
	}

	private static RedisSentinelConfiguration sentinel(Sentinel sentinel) {
		RedisSentinelConfiguration configuration = new RedisSentinelConfiguration();
		configuration.master(sentinel.getMaster());
		configuration.setSentinels(nodes(sentinel.getNodes()));
		configuration.setSentinelUsername(sentinel.getUsername());
		configuration.setSentinelPassword(sentinel.getPassword());
		configuration.setDatabase(sentinel.getDatabase());
		return configuration;
	}

	private static RedisClusterConfiguration cluster(List<Node> nodes, @Nullable Integer maxRedirects) {
		RedisClusterConfiguration configuration = new RedisClusterConfiguration();
		configuration.setClusterNodes(nodes(nodes));
		if (maxRedirects != null) {
			configuration.setMaxRedirects(maxRedirects);
		}
		return configuration;
	}

	private static RedisStaticMasterReplicaConfiguration masterReplica(List<Node> nodes) {
		RedisStaticMasterReplicaConfiguration configuration = new RedisStaticMasterReplicaConfiguration(
				nodes.get(0).host(), nodes.get(0).port());
		nodes.stream().skip(1).forEach((node) -> configuration.addNode(node.host(), node.port()));
		return configuration;
	}

	private static List<RedisNode> nodes(List<Node> nodes) {
		return nodes.stream().map((node) -> new RedisNode(node.host(), node.port())).toList();
	}

}
