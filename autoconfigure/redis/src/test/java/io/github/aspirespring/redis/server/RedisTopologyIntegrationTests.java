// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis.server;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.util.SafeEncoder;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.aspirespring.environment.MalformedConnectionException;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;
import io.github.aspirespring.test.TestPorts;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests connections to several servers.
 */
@ExtendWith(OutputCaptureExtension.class)
class RedisTopologyIntegrationTests {

	private static final String PASSWORD = "-_.{}~()*+!pw";

	private static final int SLOTS = 16384;

	@ParameterizedTest
	@ValueSource(strings = { "lettuce", "jedis" })
	void takesSeveralEndpointsForCluster(String client, CapturedOutput output) {
		try (RedisServer one = startNode(); RedisServer two = startNode(); RedisServer three = startNode()) {
			joinCluster(one, two, three);
			String endpoints = "localhost:" + one.port() + ",localhost:" + two.port();
			runner(client, endpoints + ",password=" + PASSWORD).run((context) -> {
				RedisApplication.assertWorks(context);
				StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
				for (int i = 0; i < 20; i++) {
					template.opsForValue().set("key" + i, "value" + i);
					assertThat(template.opsForValue().get("key" + i)).isEqualTo("value" + i);
				}
				RedisConnectionFactory factory = context.getBean(RedisConnectionFactory.class);
				try (RedisClusterConnection connection = factory.getClusterConnection()) {
					assertThat(connection.clusterGetNodes()).hasSize(3);
				}
			});
			assertThat(output).contains("redis 'cache' to the cluster at " + endpoints).doesNotContain(PASSWORD);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "lettuce", "jedis" })
	void takesOneEndpointForClusterIfTold(String client) {
		try (RedisServer one = startNode(); RedisServer two = startNode()) {
			joinCluster(one, two);
			runner(client, "localhost:" + one.port() + ",password=" + PASSWORD)
				.withApplicationProperties("aspire.redis.topology=cluster")
				.run((context) -> {
					StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
					for (int i = 0; i < 20; i++) {
						template.opsForValue().set("key" + i, "value" + i);
					}
				});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "lettuce", "jedis" })
	void takesConnectionForClusterThatIsNotTheSelectedOne(String client) {
		try (RedisServer server = RedisServer.start(); RedisServer one = startNode(); RedisServer two = startNode()) {
			joinCluster(one, two);
			runner(client, "localhost:" + server.port() + ",ssl=false")
				.withVariables(AppHostVariables.none()
					.connectionString("wide", "localhost:" + one.port() + ",password=" + PASSWORD))
				.withApplicationProperties("aspire.redis.connection-name=cache",
						"aspire.redis.connections.wide.topology=cluster")
				.run((context) -> {
					RedisApplication.assertWorks(context);
					StringRedisTemplate template = (StringRedisTemplate) context.getBean("wide.stringRedisTemplate");
					for (int i = 0; i < 20; i++) {
						template.opsForValue().set("key" + i, "value" + i);
						assertThat(template.opsForValue().get("key" + i)).isEqualTo("value" + i);
					}
				});
		}
	}

	@Test
	void readsFromReplicaIfTold() {
		try (RedisServer primary = RedisServer.start("requirepass " + PASSWORD);
				RedisServer replica = RedisServer.start("requirepass " + PASSWORD, "masterauth " + PASSWORD,
						"replicaof 127.0.0.1 " + primary.port())) {
			awaitInfo(replica, "replication", "master_link_status:up");
			runner("lettuce", "localhost:" + replica.port() + ",localhost:" + primary.port() + ",password=" + PASSWORD)
				.withApplicationProperties("aspire.redis.topology=master-replica",
						"spring.data.redis.lettuce.read-from=replica")
				.run((context) -> {
					StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
					template.opsForValue().set("key", "value");
					Awaitility.await()
						.atMost(Duration.ofSeconds(10))
						.untilAsserted(() -> assertThat(template.opsForValue().get("key")).isEqualTo("value"));
				});
			assertThat(info(replica, "commandstats")).contains("cmdstat_get:");
			assertThat(info(primary, "commandstats")).contains("cmdstat_set:").doesNotContain("cmdstat_get:");
		}
	}

	@ParameterizedTest
	@CsvSource({ "lettuce,''", "jedis,''", "lettuce,same", "jedis,same", "lettuce,own", "jedis,own" })
	void findsPrimaryThroughSentinel(String client, String sentinelPassword) {
		String password = sentinelPassword.equals("same") ? PASSWORD : sentinelPassword;
		String option = sentinelPassword.equals("own") ? ",sentinelPassword=own" : "";
		try (RedisServer primary = RedisServer.start("requirepass " + PASSWORD);
				RedisServer sentinel = RedisServer.startSentinel(
						"sentinel monitor orders 127.0.0.1 " + primary.port() + " 1",
						"sentinel auth-pass orders " + PASSWORD, "requirepass \"" + password + "\"")) {
			runner(client, "localhost:" + sentinel.port() + ",serviceName=orders,defaultDatabase=2,password=" + PASSWORD
					+ option)
				.run((context) -> {
					RedisApplication.assertWorks(context);
					assertThat(info(primary, "keyspace")).contains("db2:").doesNotContain("db0:");
				});
		}
	}

	@Test
	void usesTheFirstServerIfTold() {
		try (RedisServer server = RedisServer.start()) {
			runner("lettuce", "localhost:" + server.port() + ",localhost:1,defaultDatabase=1")
				.withApplicationProperties("aspire.redis.topology=standalone")
				.run(RedisApplication::assertWorks);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "auto", "cluster", "master-replica" })
	void refusesDatabaseThatCannotBeSelected(String topology) {
		runner("lettuce", "localhost:1,localhost:2,defaultDatabase=1")
			.withApplicationProperties("aspire.redis.topology=" + topology)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.isInstanceOf(MalformedConnectionException.class)
				.hasMessageContainingAll("ConnectionStrings__cache", "defaultDatabase"));
	}

	private static AspireContextRunner runner(String client, String connectionString) {
		return RedisApplication.runner(client)
			.withVariables(AppHostVariables.none().connectionString("cache", connectionString));
	}

	private static RedisServer startNode() {
		return RedisServer.start("cluster-enabled yes", "cluster-port " + TestPorts.free(), "requirepass " + PASSWORD,
				"masterauth " + PASSWORD);
	}

	private static void joinCluster(RedisServer... servers) {
		int share = SLOTS / servers.length + 1;
		for (int i = 0; i < servers.length; i++) {
			int last = Math.min((i + 1) * share, SLOTS) - 1;
			execute(servers[i], Command.CLUSTER, "ADDSLOTSRANGE", String.valueOf(i * share), String.valueOf(last));
		}
		for (int i = 1; i < servers.length; i++) {
			execute(servers[i], Command.CLUSTER, "MEET", "127.0.0.1", String.valueOf(servers[0].port()),
					servers[0].option("cluster-port"));
		}
		for (RedisServer server : servers) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> text(execute(server, Command.CLUSTER, "INFO")).contains("cluster_state:ok"));
		}
	}

	private static void awaitInfo(RedisServer server, String section, String content) {
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> info(server, section).contains(content));
	}

	private static String info(RedisServer server, String section) {
		return text(execute(server, Command.INFO, section));
	}

	private static Object execute(RedisServer server, Command command, String... arguments) {
		try (Jedis jedis = new Jedis("127.0.0.1", server.port())) {
			jedis.auth(PASSWORD);
			return jedis.sendCommand(command, arguments);
		}
	}

	private static String text(Object reply) {
		return SafeEncoder.encode((byte[]) reply);
	}

}
