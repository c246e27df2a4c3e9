// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import java.util.Objects;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails.Address;
import org.springframework.boot.ssl.SslBundle;

import io.github.aspirespring.boot.Selection;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;

/**
 * The RabbitMQ that an AppHost references, as far as the application leaves it the say.
 */
final class InjectedRabbit {

	private static final Log logger = LogFactory.getLog(InjectedRabbit.class);

	private final Selection selection;

	private final ConfiguredRabbit application;

	private final RabbitConnection rabbit;

	/**
	 * Creates the view of a connection.
	 * @param selection the connection
	 * @param application what the application says
	 * @throws MalformedConnectionException if the connection cannot be read
	 */
	InjectedRabbit(Selection selection, ConfiguredRabbit application) {
		this.selection = selection;
		this.application = application;
		this.rabbit = RabbitConnection.of(selection.connection());
	}

	/**
	 * Logs what in the connection has no effect.
	 */
	void logUnused() {
		if (!this.rabbit.unused().isEmpty()) {
			logger.warn("'" + this.selection.connection().sources().get(0)
					+ "' has parameters without a counterpart in Spring, which have no effect: "
					+ String.join(", ", this.rabbit.unused()));
		}
	}

	/**
	 * Returns the connection details.
	 */
	AspireRabbitConnectionDetails details() {
		return new AspireRabbitConnectionDetails(this.rabbit.endpoints().stream().map(InjectedRabbit::address).toList(),
				credential(RabbitIntegration.USERNAME, this.rabbit.username()),
				credential(RabbitIntegration.PASSWORD, this.rabbit.password()), virtualHost(),
				tls() ? this.application.sslBundle() : null, this.selection);
	}

	/**
	 * Returns the connection details for streams. No connection string has a port for
	 * them, so that is left to the application. So is TLS; where the application says
	 * nothing it is used as for the rest, because the same password is sent.
	 */
	AspireRabbitConnectionDetails.Stream streamDetails() {
		return new AspireRabbitConnectionDetails.Stream(
				Objects.requireNonNullElseGet(this.selection.credential(RabbitIntegration.STREAM_HOST),
						() -> this.rabbit.endpoints().get(0).host()),
				this.application.streamPort(), this.selection.credential(RabbitIntegration.STREAM_USERNAME),
				this.selection.credential(RabbitIntegration.STREAM_PASSWORD),
				this.selection.credential(RabbitIntegration.STREAM_VIRTUAL_HOST), streamBundle());
	}

	/**
	 * Returns where the connection leads to, without secrets.
	 */
	String target() {
		String endpoints = this.rabbit.endpoints().stream().map(HostAndPort::toString).collect(Collectors.joining(","));
		return endpoints + (tls() ? " with TLS" : "");
	}

	boolean tls() {
		if (this.selection.credential(RabbitIntegration.TLS_ENABLED) != null) {
			return this.application.isTlsEnabled();
		}
		return this.rabbit.tls() || this.selection.credential(RabbitIntegration.TLS_BUNDLE) != null;
	}

	private @Nullable String virtualHost() {
		boolean replaced = this.selection.credential(RabbitIntegration.VIRTUAL_HOST) != null;
		String injected = replaced ? null : this.rabbit.virtualHost();
		return (injected != null) ? injected : this.application.virtualHost();
	}

	private @Nullable SslBundle streamBundle() {
		if (this.application.decidesStreamTls() || !tls()) {
			return this.application.streamBundle();
		}
		SslBundle bundle = this.application.sslBundle();
		return (bundle != null) ? bundle : this.application.defaultBundle();
	}

	private @Nullable String credential(String property, @Nullable String otherwise) {
		String credential = this.selection.credential(property);
		return (credential != null) ? credential : otherwise;
	}

	private static Address address(HostAndPort endpoint) {
		// Spring AMQP joins host and port with a colon and takes them apart again
		String host = (endpoint.host().indexOf(':') >= 0) ? "[" + endpoint.host() + "]" : endpoint.host();
		return new Address(host, endpoint.port());
	}

}
