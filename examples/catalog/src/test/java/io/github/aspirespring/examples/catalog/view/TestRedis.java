// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.view;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import redis.embedded.RedisServer;

import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.TestPorts;

/**
 * A Redis resource of an AppHost, whether its server runs or not.
 */
record TestRedis(String name, int port) {

	TestRedis(String name) {
		this(name, TestPorts.free());
	}

	/**
	 * Starts the server.
	 * @return the server, to be stopped by the caller
	 */
	RedisServer start() {
		RedisServer server = RedisServer.builder()
			.port(this.port)
			.setting("bind 127.0.0.1")
			.setting("save \"\"")
			.setting("requirepass " + password())
			.build();
		server.start();
		return server;
	}

	/**
	 * Returns what an AppHost injects for this resource.
	 */
	AppHostVariables variables() {
		String endpoint = "localhost:" + this.port;
		return AppHostVariables.none()
			.connection(this.name, endpoint + ",password=" + password(),
					Map.of("Host", "localhost", "Port", Integer.toString(this.port), "Password", password(), "Uri",
							"redis://:" + password() + "@" + endpoint));
	}

	List<String> keys() {
		return ask((redis) -> redis.keys("*"));
	}

	/**
	 * Returns the members of a sorted set, those with the lowest score first.
	 */
	List<String> sorted(String key) {
		return ask((redis) -> redis.zrangeWithScores(key, 0, -1)).stream()
			.map((member) -> member.getValue() + ": " + (long) member.getScore())
			.toList();
	}

	void clear() {
		ask(RedisCommands::flushall);
	}

	private <T> T ask(Function<RedisCommands<String, String>, T> question) {
		RedisURI uri = RedisURI.builder()
			.withHost("localhost")
			.withPort(this.port)
			.withPassword(password().toCharArray())
			.build();
		try (RedisClient client = RedisClient.create(uri)) {
			return question.apply(client.connect().sync());
		}
	}

	private String password() {
		return "password-of-" + this.name;
	}

}
