// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.amqp.autoconfigure.RabbitStreamConnectionDetails;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;
import org.springframework.boot.ssl.SslBundle;

import io.github.aspirespring.boot.Selection;

/**
 * Where RabbitMQ is and how to log in.
 *
 * @param addresses the addresses of the servers, in the order in which they are tried
 * @param username the user name
 * @param password the password
 * @param virtualHost the virtual host
 * @param sslBundle how to use TLS, or {@code null} to do what {@code spring.rabbitmq.ssl}
 * says
 * @param selection the connection of the AppHost, or {@code null} if the application says
 * where to connect to
 */
record AspireRabbitConnectionDetails(List<Address> addresses, @Nullable String username, @Nullable String password,
		@Nullable String virtualHost, @Nullable SslBundle sslBundle,
		@Nullable Selection selection) implements RabbitConnectionDetails, OriginProvider {

	@Override
	public List<Address> getAddresses() {
		return this.addresses;
	}

	@Override
	public @Nullable String getUsername() {
		return this.username;
	}

	@Override
	public @Nullable String getPassword() {
		return this.password;
	}

	@Override
	public @Nullable String getVirtualHost() {
		return this.virtualHost;
	}

	@Override
	public @Nullable SslBundle getSslBundle() {
		return this.sslBundle;
	}

	@Override
	public @Nullable Origin getOrigin() {
		return (this.selection != null) ? this.selection.getOrigin() : null;
	}

	/**
	 * Returns where the servers are, without secrets.
	 */
	String target() {
		return this.addresses.stream()
			.map((address) -> address.host() + ":" + address.port())
			.collect(Collectors.joining(","));
	}

	/**
	 * Returns how often a first connection is tried again. Without an AppHost everything
	 * is as Spring Boot has it.
	 */
	int retries() {
		if (this.selection == null) {
			return 0;
		}
		Integer own = this.selection.settings(RabbitConnectionSettings.class).connectRetries();
		return (own != null) ? own : this.selection.properties(AspireRabbitProperties.class).connectRetries();
	}

	boolean connectsEagerly() {
		return this.selection != null && this.selection.properties(AspireRabbitProperties.class).connectEagerly();
	}

	/**
	 * Returns the origin only, for the rest may be secret.
	 */
	@Override
	public String toString() {
		return "AspireRabbitConnectionDetails[origin=" + getOrigin() + "]";
	}

	/**
	 * Where the stream plugin of RabbitMQ is. Spring Boot takes what is {@code null} from
	 * the other details.
	 *
	 * @param host the host
	 * @param port the port
	 * @param username the user name
	 * @param password the password
	 * @param virtualHost the virtual host
	 * @param sslBundle how to use TLS, or {@code null} to do what
	 * {@code spring.rabbitmq.stream.ssl} says
	 */
	record Stream(String host, int port, @Nullable String username, @Nullable String password,
			@Nullable String virtualHost, @Nullable SslBundle sslBundle) implements RabbitStreamConnectionDetails {

		@Override
		public String getHost() {
			return this.host;
		}

		@Override
		public int getPort() {
			return this.port;
		}

		@Override
		public @Nullable String getUsername() {
			return this.username;
		}

		@Override
		public @Nullable String getPassword() {
			return this.password;
		}

		@Override
		public @Nullable String getVirtualHost() {
			return this.virtualHost;
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return this.sslBundle;
		}

		/**
		 * Returns the address only, for the rest may be secret.
		 */
		@Override
		public String toString() {
			return "Stream[" + this.host + ":" + this.port + "]";
		}

	}

}
