// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Connection}.
 */
class ConnectionTests {

	@Test
	void namesWhereItCameFrom() {
		AspireEnvironment environment = AspireEnvironment.of(Map.of("ConnectionStrings__my-cache",
				"h:1,password=secret", "MY_CACHE_PASSWORD", "secret", "MY_CACHE_HOST", "h"));
		Connection connection = Objects.requireNonNull(environment.connections().find("my-cache"));
		assertThat(connection.sources()).containsExactly("ConnectionStrings__my-cache", "MY_CACHE_HOST",
				"MY_CACHE_PASSWORD");
		assertThat(connection).hasToString(
				"Connection[name=my-cache, sources=[ConnectionStrings__my-cache, MY_CACHE_HOST, MY_CACHE_PASSWORD]]");
	}

	@Test
	void namesVariablesOfPropertiesAlone() {
		AspireEnvironment environment = AspireEnvironment.of(Map.of("CACHE_HOST", "h", "CACHE_PORT", "1"));
		Connection connection = Objects.requireNonNull(environment.connections().find("cache"));
		assertThat(connection.connectionString()).isNull();
		assertThat(connection.sources()).containsExactly("CACHE_HOST", "CACHE_PORT");
	}

	@Test
	void canBeCreatedFromConnectionStringAlone() {
		ConnectionString string = new ConnectionString("aspire.redis.connection-string", "h:1");
		Connection connection = Connection.of("redis", string);
		assertThat(connection.connectionString()).isSameAs(string);
		assertThat(connection.properties().isEmpty()).isTrue();
		assertThat(connection.sources()).containsExactly("aspire.redis.connection-string");
	}

	@Test
	void cannotBeCreatedFromNothing() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Connection("cache", null, ConnectionProperties.NONE));
	}

}
