// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.process;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

import io.github.aspirespring.examples.apphost.model.PasswordGenerator;
import io.github.aspirespring.examples.apphost.model.RedisStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RedisServer} with a real server.
 */
class RedisServerIntegrationTests {

	private final Console console = new Console(System.out);

	private final String password = this.console.hide(new PasswordGenerator().alphanumeric());

	@Test
	void serverServesClientsThatKnowThePassword(@TempDir Path folder) {
		try (RedisServer server = start(folder); RedisClient client = RedisServer.connect(server.resource())) {
			client.set("greeting", "hello");
			assertThat(client.get("greeting")).isEqualTo("hello");
		}
	}

	@Test
	void serverRefusesClientsThatDoNot(@TempDir Path folder) {
		try (RedisServer server = start(folder)) {
			RedisStore cache = server.resource();
			try (RedisClient client = RedisClient.create(cache.host(), cache.port())) {
				assertThatExceptionOfType(JedisDataException.class).isThrownBy(client::ping)
					.withMessageStartingWith("NOAUTH");
			}
			RedisStore impostor = new RedisStore(cache.name(), cache.host(), cache.port(), "wrong");
			assertThatExceptionOfType(JedisDataException.class).isThrownBy(() -> RedisServer.connect(impostor).ping())
				.withMessageStartingWith("WRONGPASS");
		}
	}

	@Test
	void serverIsGoneOnceClosed(@TempDir Path folder) {
		RedisServer server = start(folder);
		server.close();
		try (RedisClient client = RedisServer.connect(server.resource())) {
			assertThatExceptionOfType(JedisConnectionException.class).isThrownBy(client::ping);
		}
	}

	private RedisServer start(Path folder) {
		return RedisServer.start("cache", this.password, new RunFolder(folder), this.console);
	}

}
