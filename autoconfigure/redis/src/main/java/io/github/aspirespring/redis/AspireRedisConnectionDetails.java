// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;
import org.springframework.boot.ssl.SslBundle;

/**
 * Where Redis is and how to log in.
 *
 * @param username the user name
 * @param password the password
 * @param sslBundle how to use TLS, or {@code null} to do without
 * @param servers the way in which the servers are reached
 * @param selection the connection of the AppHost, or {@code null} if the application says
 * where to connect to
 */
record AspireRedisConnectionDetails(@Nullable String username, @Nullable String password, @Nullable SslBundle sslBundle,
		Servers servers, @Nullable OriginProvider selection) implements DataRedisConnectionDetails, OriginProvider {

	@Override
	public @Nullable String getUsername() {
		return this.username;
	}

	@Override
	public @Nullable String getPassword() {
		return this.password;
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		return this.sslBundle;
	}

	@Override
	public @Nullable Standalone getStandalone() {
		return this.servers.standalone();
	}

	@Override
	public @Nullable Sentinel getSentinel() {
		return this.servers.sentinel();
	}

	@Override
	public @Nullable Cluster getCluster() {
		return this.servers.cluster();
	}

	@Override
	public @Nullable MasterReplica getMasterReplica() {
		return this.servers.masterReplica();
	}

	@Override
	public @Nullable Origin getOrigin() {
		return (this.selection != null) ? this.selection.getOrigin() : null;
	}

	/**
	 * Returns the origin only, for the rest may be secret.
	 */
	@Override
	public String toString() {
		return "AspireRedisConnectionDetails[origin=" + getOrigin() + "]";
	}

	/**
	 * How the servers are reached, in Spring Boot's four ways.
	 *
	 * @param standalone one server
	 * @param sentinel the Sentinels that know the primary
	 * @param cluster where the nodes of a cluster are looked up
	 * @param masterReplica a primary and its replicas
	 */
	record Servers(@Nullable Standalone standalone, @Nullable Sentinel sentinel, @Nullable Cluster cluster,
			@Nullable MasterReplica masterReplica) {

		/**
		 * Returns what stands at the endpoints, for people.
		 */
		String kind() {
			if (this.sentinel != null) {
				return "'" + this.sentinel.getMaster() + "' through Sentinel at ";
			}
			if (this.cluster != null) {
				return "the cluster at ";
			}
			return (this.masterReplica != null) ? "the primary and replicas at " : "";
		}

	}

	/**
	 * The Sentinels that know the primary.
	 *
	 * @param database the number of the database on the primary
	 * @param master the name of the primary
	 * @param nodes where the Sentinels are
	 * @param username the user name for the Sentinels
	 * @param password the password for the Sentinels
	 */
	record Sentinels(int database, String master, List<Node> nodes, @Nullable String username,
			@Nullable String password) implements Sentinel {

		@Override
		public int getDatabase() {
			return this.database;
		}

		@Override
		public String getMaster() {
			return this.master;
		}

		@Override
		public List<Node> getNodes() {
			return this.nodes;
		}

		@Override
		public @Nullable String getUsername() {
			return this.username;
		}

		@Override
		public @Nullable String getPassword() {
			return this.password;
		}

		/**
		 * Returns name and addresses only, for the rest may be secret.
		 */
		@Override
		public String toString() {
			return "Sentinels[master=" + this.master + ", nodes=" + this.nodes + "]";
		}

	}

}
