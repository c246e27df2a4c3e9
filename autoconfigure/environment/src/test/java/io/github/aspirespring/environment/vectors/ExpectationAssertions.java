// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment.vectors;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.ConnectionProperties;
import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.ConnectionUri;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.KeyValueString;
import io.github.aspirespring.environment.vectors.HostingVector.Expectation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks that each view of a connection says what a client must end up with: the
 * properties, the URI, and the connection string once the pair with the password, which
 * AppHosts don't quote, is taken out.
 */
class ExpectationAssertions {

	private static final String[] PASSWORD_KEYS = { "Password", "Key" };

	private final Expectation expected;

	private final ConnectionProperties properties;

	private final ConnectionString string;

	ExpectationAssertions(Expectation expected, Connection connection) {
		this.expected = expected;
		this.properties = connection.properties();
		this.string = Objects.requireNonNull(connection.connectionString());
	}

	void check() {
		checkProperties();
		ConnectionUri uri = this.properties.uri();
		if (uri != null) {
			checkUri(uri);
		}
		if (this.string.isUri()) {
			checkUri(this.string.uri());
		}
		else if (this.string.isKeyValues()) {
			checkPairs();
		}
		else {
			checkAddresses();
		}
	}

	private void checkProperties() {
		assertThat(first("Password", "ApiKey", "Token")).isEqualTo(password());
		if (this.expected.host() != null) {
			assertThat(first("Host", "GrpcHost")).isEqualTo(this.expected.host());
			assertThat(first("Port", "GrpcPort")).isEqualTo(this.expected.port());
			assertThat(this.properties.username()).isEqualTo(this.expected.username());
			assertThat(this.properties.database()).isEqualTo(this.expected.database());
		}
	}

	private void checkUri(ConnectionUri uri) {
		if (uri.password() != null) {
			assertThat(uri.password()).isEqualTo(this.expected.password());
		}
		if (this.expected.host() != null) {
			assertThat(uri.hosts())
				.containsExactly(HostAndPort.parse("x", this.expected.host() + ":" + this.expected.port()));
			assertThat(uri.username()).isEqualTo(this.expected.username());
			assertThat(uri.segment()).isEqualTo(uri.scheme().equals("http") ? null : this.expected.database());
		}
		if (this.expected.tls() != null) {
			assertThat(uri.scheme().equals("rediss")).isEqualTo(this.expected.tls());
		}
	}

	private void checkPairs() {
		KeyValueString pairs = withoutPassword().keyValues();
		assertThat(pairs.get(PASSWORD_KEYS)).isNull();
		String password = password();
		if (password != null && !password.matches("(?s).*[;\"'].*")) {
			assertThat(this.string.keyValues().get(PASSWORD_KEYS)).isEqualTo(password);
		}
		if (this.expected.host() == null) {
			return;
		}
		assertThat(pairs.get("Username", "User ID")).isEqualTo(this.expected.username());
		String endpoint = pairs.get("Endpoint");
		String source = pairs.get("Data Source");
		if (endpoint != null) {
			checkUri(ConnectionUri.parse("x", endpoint));
		}
		else if (source != null) {
			String database = this.expected.database();
			assertThat(source).isEqualTo(
					this.expected.host() + ":" + this.expected.port() + ((database != null) ? "/" + database : ""));
		}
		else {
			// SQL Server has both in one value, and names the host by its address
			assertThat(pairs.get("Host", "Server")).matches(this.expected.host() + "|.*," + this.expected.port());
			assertThat(pairs.get("Port")).isIn(this.expected.port(), null);
			assertThat(pairs.get("Database", "Initial Catalog")).isEqualTo(this.expected.database());
		}
	}

	private void checkAddresses() {
		String text = withoutPassword().value();
		int comma = text.indexOf(',');
		ConnectionString addresses = new ConnectionString("x", (comma < 0) ? text : text.substring(0, comma));
		if (this.expected.host() != null) {
			assertThat(addresses.hostAndPorts())
				.containsExactly(HostAndPort.parse("x", this.expected.host() + ":" + this.expected.port()));
		}
		if (this.expected.tls() != null) {
			assertThat(text.substring(addresses.value().length())).isEqualTo(this.expected.tls() ? ",ssl=true" : "");
		}
	}

	private ConnectionString withoutPassword() {
		String password = password();
		return (password != null) ? this.string.without(password, PASSWORD_KEYS) : this.string;
	}

	// Milvus has user and password in one value
	private @Nullable String password() {
		boolean token = this.properties.get("Token") != null;
		return token ? "root:" + this.expected.password() : this.expected.password();
	}

	private @Nullable String first(String... names) {
		for (String name : names) {
			if (this.properties.get(name) != null) {
				return this.properties.get(name);
			}
		}
		return null;
	}

}
