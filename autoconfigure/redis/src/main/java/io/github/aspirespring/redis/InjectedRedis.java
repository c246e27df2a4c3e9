// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Node;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

import io.github.aspirespring.boot.Selection;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;
import io.github.aspirespring.redis.AspireRedisConnectionDetails.Sentinels;
import io.github.aspirespring.redis.AspireRedisConnectionDetails.Servers;
import io.github.aspirespring.redis.RedisProperties.Topology;

/**
 * The Redis that an AppHost references, as far as the application leaves it the say.
 * <p>
 * StackExchange.Redis connects to every endpoint and asks whether it is a member of a
 * cluster, a primary or a replica. Spring Data has to know before it connects, and a
 * server that is down must not keep the application from starting. So several endpoints
 * are taken for a cluster unless {@code aspire.redis.topology} says otherwise;
 * {@code serviceName} means Sentinel to both.
 */
final class InjectedRedis {

	private static final Log logger = LogFactory.getLog(InjectedRedis.class);

	private final Selection selection;

	private final DataRedisProperties properties;

	private final RedisConnection redis;

	/**
	 * Creates the view of a connection.
	 * @param selection the connection
	 * @param properties the properties of the application
	 * @throws MalformedConnectionException if the connection cannot be read
	 */
	InjectedRedis(Selection selection, DataRedisProperties properties) {
		this.selection = selection;
		this.properties = properties;
		this.redis = RedisConnection.of(selection.connection());
	}

	/**
	 * Returns the connection details.
	 * @param sslBundles the SSL bundles of the application
	 * @return the connection details
	 * @throws MalformedConnectionException if the AppHost names a database that cannot be
	 * selected on these servers
	 */
	AspireRedisConnectionDetails details(@Nullable SslBundles sslBundles) {
		SslBundle sslBundle = tls() ? ConfiguredRedis.sslBundle(this.properties, sslBundles) : null;
		return new AspireRedisConnectionDetails(username(), password(), sslBundle, servers(), this.selection);
	}

	/**
	 * Logs what in the connection has no effect.
	 */
	void logUnused() {
		String source = this.selection.connection().sources().get(0);
		this.redis.unknown().forEach((unknown) -> logger.warn("'" + source + "' has " + unknown));
		if (logger.isDebugEnabled() && !this.redis.unused().isEmpty()) {
			logger.debug("'" + source + "' has options without a counterpart in Spring: " + this.redis.unused());
		}
	}

	/**
	 * Returns where the connection leads to, without secrets.
	 */
	String target() {
		Servers servers = servers();
		String endpoints = this.redis.endpoints()
			.stream()
			.limit((servers.standalone() != null) ? 1 : Long.MAX_VALUE)
			.map(HostAndPort::toString)
			.collect(Collectors.joining(","));
		return servers.kind() + endpoints + (tls() ? " with TLS" : "");
	}

	private @Nullable String username() {
		return first(this.selection.credential(RedisIntegration.USERNAME), this.redis.username());
	}

	private @Nullable String password() {
		return first(this.selection.credential(RedisIntegration.PASSWORD), this.redis.password());
	}

	private @Nullable Integer injectedDatabase() {
		return (this.selection.credential(RedisIntegration.DATABASE) == null) ? this.redis.database() : null;
	}

	private int database() {
		return Objects.requireNonNullElse(injectedDatabase(), this.properties.getDatabase());
	}

	private boolean tls() {
		String enabled = this.selection.credential(RedisIntegration.TLS_ENABLED);
		return (enabled != null) ? this.properties.getSsl().isEnabled()
				: this.redis.tls() || this.selection.credential(RedisIntegration.TLS_BUNDLE) != null;
	}

	private Servers servers() {
		Topology own = this.selection.settings(RedisConnectionSettings.class).topology();
		Topology topology = (own != null) ? own : this.selection.properties(RedisProperties.class).topology();
		String service = this.redis.option(RedisOption.SERVICE_NAME);
		if (topology == Topology.AUTO && service != null) {
			return new Servers(null, sentinels(service), null, null);
		}
		if (topology == Topology.STANDALONE || (topology == Topology.AUTO && this.redis.endpoints().size() == 1)) {
			HostAndPort endpoint = this.redis.endpoints().get(0);
			return new Servers(Standalone.of(endpoint.host(), endpoint.port(), database()), null, null, null);
		}
		// A cluster has one database only, and Spring Boot does not hand the number on to
		// replicas: what belongs into another database would silently go into that one
		if (Objects.requireNonNullElse(injectedDatabase(), 0) != 0) {
			throw new MalformedConnectionException(this.selection.connection().sources().get(0),
					"'defaultDatabase' takes a single server or Sentinels, not a cluster or replicas");
		}
		return (topology == Topology.MASTER_REPLICA) ? new Servers(null, null, null, this::nodes)
				: new Servers(null, null, this::nodes, null);
	}

	// As for StackExchange.Redis, Sentinels expect the credentials of the servers unless
	// they have their own. The default user is named then, because a Sentinel without a
	// password refuses one that comes without a user
	private Sentinels sentinels(String service) {
		String password = first(this.redis.option(RedisOption.SENTINEL_PASSWORD), password());
		String username = first(this.redis.option(RedisOption.SENTINEL_USER), username());
		return new Sentinels(database(), service, nodes(), (password != null) ? first(username, "default") : null,
				password);
	}

	private List<Node> nodes() {
		return this.redis.endpoints().stream().map((endpoint) -> new Node(endpoint.host(), endpoint.port())).toList();
	}

	private static @Nullable String first(@Nullable String value, @Nullable String otherwise) {
		return (value != null) ? value : otherwise;
	}

}
