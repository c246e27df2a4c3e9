// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.ConnectionProperties;
import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.MalformedConnectionException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Checks that no text of any value or exception tells a secret, and that whatever cannot
 * be read ends in the one exception there is for that.
 */
class DisclosureAssertions {

	private final HostingVector vector;

	private final List<String> texts = new ArrayList<>();

	DisclosureAssertions(HostingVector vector) {
		this.vector = vector;
	}

	void check() {
		AspireEnvironment environment = AspireEnvironment.of(this.vector.env());
		this.texts.add(environment.toString());
		this.texts.add(environment.connections().toString());
		this.texts.add(environment.services().toString());
		environment.services().names().forEach((name) -> read(() -> environment.services().find(name)));
		environment.connections().forEach(this::read);
		this.vector.secrets().forEach((secret) -> assertThat(this.texts).noneMatch((text) -> text.contains(secret)));
	}

	private void read(Connection connection) {
		this.texts.add(connection.toString());
		ConnectionProperties properties = connection.properties();
		this.texts.add(properties.toString());
		read(properties::host);
		read(properties::port);
		read(properties::uri);
		ConnectionString string = connection.connectionString();
		if (string != null) {
			this.texts.add(string.toString());
			read(string::keyValues);
			read(string::uri);
			read(string::hostAndPorts);
		}
	}

	private void read(Supplier<? extends @Nullable Object> view) {
		try {
			this.texts.add(String.valueOf(view.get()));
		}
		catch (MalformedConnectionException ex) {
			assertThat(this.vector.env()).containsKey(ex.source());
			assertThat(ex.getMessage()).contains(ex.source(), ex.rule());
			this.texts.add(ex.toString());
		}
	}

}
