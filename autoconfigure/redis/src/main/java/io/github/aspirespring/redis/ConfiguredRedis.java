// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Node;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

import io.github.aspirespring.boot.trust.AspireSslBundle;
import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.redis.AspireRedisConnectionDetails.Sentinels;
import io.github.aspirespring.redis.AspireRedisConnectionDetails.Servers;

/**
 * The Redis that the application configures. Only an application that was processed ahead
 * of time gets here: whether an AppHost connects it is known when it runs, and by then
 * Spring Boot's own connection details are out of the picture.
 */
final class ConfiguredRedis {

	private static final String PREFIX = "spring.data.redis.";

	private final DataRedisProperties properties;

	private final @Nullable RedisConnectionString url;

	/**
	 * Creates the view of properties.
	 * @param properties the properties of the application
	 * @throws io.github.aspirespring.environment.MalformedConnectionException if the URL
	 * cannot be read
	 */
	ConfiguredRedis(DataRedisProperties properties) {
		this.properties = properties;
		String source = PREFIX + "url";
		this.url = (properties.getUrl() != null)
				? RedisUri.parse(source, ConnectionUri.parse(source, properties.getUrl())) : null;
	}

	/**
	 * Returns the connection details that Spring Boot would have made.
	 * @param sslBundles the SSL bundles of the application
	 * @return the connection details
	 */
	AspireRedisConnectionDetails details(@Nullable SslBundles sslBundles) {
		return new AspireRedisConnectionDetails(
				(this.url != null) ? this.url.options().get(RedisOption.USER) : this.properties.getUsername(),
				(this.url != null) ? this.url.options().get(RedisOption.PASSWORD) : this.properties.getPassword(),
				this.properties.getSsl().isEnabled() ? sslBundle(this.properties, sslBundles) : null, servers(), null);
	}

	/**
	 * Returns how the application wants to use TLS: with the bundle it names, else with
	 * what the JVM and the AppHost trust.
	 * @param properties the properties of the application
	 * @param sslBundles the SSL bundles of the application
	 * @return the SSL bundle
	 */
	static SslBundle sslBundle(DataRedisProperties properties, @Nullable SslBundles sslBundles) {
		String name = properties.getSsl().getBundle();
		if (!StringUtils.hasText(name)) {
			return AspireSslBundle.orSystemDefault(sslBundles);
		}
		Assert.state(sslBundles != null, "'spring.data.redis.ssl.bundle' is set but there are no SSL bundles");
		return sslBundles.getBundle(name);
	}

	private Servers servers() {
		DataRedisProperties.Sentinel sentinel = this.properties.getSentinel();
		DataRedisProperties.Cluster cluster = this.properties.getCluster();
		DataRedisProperties.Masterreplica masterReplica = this.properties.getMasterreplica();
		return new Servers(standalone(), (sentinel != null) ? sentinels(sentinel) : null,
				(cluster != null) ? () -> nodes("cluster", cluster.getNodes()) : null,
				(masterReplica != null) ? () -> nodes("masterreplica", masterReplica.getNodes()) : null);
	}

	private Standalone standalone() {
		if (this.url == null) {
			return Standalone.of(this.properties.getHost(), this.properties.getPort(), this.properties.getDatabase());
		}
		HostAndPort endpoint = this.url.endpoints().get(0);
		return Standalone.of(endpoint.host(), endpoint.port(), database(this.url));
	}

	private Sentinels sentinels(DataRedisProperties.Sentinel sentinel) {
		int database = (this.url != null) ? database(this.url) : this.properties.getDatabase();
		String master = sentinel.getMaster();
		Assert.state(master != null, "'spring.data.redis.sentinel.master' must be set");
		return new Sentinels(database, master, nodes("sentinel", sentinel.getNodes()), sentinel.getUsername(),
				sentinel.getPassword());
	}

	private static int database(RedisConnectionString url) {
		Integer database = url.options().database();
		return (database != null) ? database : 0;
	}

	private static List<Node> nodes(String kind, @Nullable List<String> nodes) {
		String source = PREFIX + kind + ".nodes";
		return (nodes != null) ? nodes.stream().map((node) -> node(source, node)).toList() : List.of();
	}

	private static Node node(String source, String text) {
		HostAndPort node = HostAndPort.parse(source, text).withDefaultPort(RedisConnectionString.PORT);
		return new Node(node.host(), node.port());
	}

}
