// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.Integration.Recognition;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what becomes of everything that AppHosts inject, resources of Redis and others.
 */
class RedisVectorsTests {

	private static final String REDIS = """
			v007 | valkey                                | localhost | 6379 | p@ssw0rd1              | false
			v010 | redis                                 | localhost | 6379 | p@ssw0rd1              | false
			v036 | redis                                 | myredis.westus3.redis.azure.net | 10000 | - | true
			v196 | myRedis                               | localhost | 5001 | p@ssw0rd1              | false
			v197 | myRedis                               | localhost | 5001 | -                      | false
			v198 | endpoint-proxy-support-redis          | localhost | 49152| Qw3rTy8uP2mN5bV7cX9zAs | true
			v199 | endpoint-proxy-support-redisNoPort    | localhost | 49153| Qw3rTy8uP2mN5bV7cX9zAs | false
			v201 | myGarnet                              | localhost | 5001 | p@ssw0rd1              | false
			v322 | cache                                 | cache.dev.internal | 6379 | Qw3rTy8uP2mN5bV7cX9zAs | false
			v323 | cache                                 | cache     | 6379 | Qw3rTy8uP2mN5bV7cX9zAs | false
			v325 | cache                                 | localhost | 6379 | p@ss:w/o?r#d%2B +;"'=  | false
			v326 | session-store                         | localhost | 50379| Qw3rTy8uP2mN5bV7cX9zAs | false
			v328 | session-store                         | session-store | 6379 | Qw3rTy8uP2mN5bV7cX9zAs | false
			v329 | session-store                         | session-store-service | 6379 | Qw3rTy8uP2mN5bV7cX9zAs | false
			v331 | garnet                                | localhost | 50379| Qw3rTy8uP2mN5bV7cX9zAs | false
			v332 | garnet                                | garnet.dev.internal | 6379 | Qw3rTy8uP2mN5bV7cX9zAs | false
			v334 | garnet                                | garnet-service | 6379 | Qw3rTy8uP2mN5bV7cX9zAs | false
			v335 | garnet                                | localhost | 6379 | p@ss:w/o?r#d%2B +;"'=  | false
			v409 | cache                                 | localhost | 6379 | -                      | false
			v411 | cache                                 | localhost | 6379 | a,b=c ssl=true         | false
			v412 | cache                                 | localhost | 6379 | -                      | true
			v413 | cache                                 | localhost | 6379 | Qw3rTy8uP2mN5bV7cX9zAs | true
			v480 | cache                                 | localhost | 51001| Qw3rTy8uP2mN5bV7cX9zAs | true
			v481 | garnet                                | localhost | 6379 | -                      | false
			v501 | cache                                 | cache.dev.internal | 6379 | Qw3rTy8uP2mN5bV7cX9zAs | true
			v505 | cache                                 | cache     | 6379 | p@ss/w#d               | false
			""";

	private final AspireContextRunner runner = new AspireContextRunner()
		.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class, AspireRedisAutoConfiguration.class));

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = REDIS)
	void connectsToRedis(String id, String name, String host, int port, @Nullable String password, boolean tls) {
		Map<String, String> variables = HostingVectors.variables().getOrDefault(id, Map.of());
		AspireContextRunner variablesRunner = this.runner;
		for (Map.Entry<String, String> variable : variables.entrySet()) {
			variablesRunner = variablesRunner.withVariable(variable.getKey(), variable.getValue());
		}
		variablesRunner.withApplicationProperties("aspire.redis.connection-name=" + name).run((context) -> {
			assertThat(context).hasNotFailed();
			DataRedisConnectionDetails details = context.getBean(DataRedisConnectionDetails.class);
			Standalone standalone = details.getStandalone();
			assertThat(standalone).isNotNull();
			assertThat(standalone.getHost()).isEqualTo(host);
			assertThat(standalone.getPort()).isEqualTo(port);
			assertThat(standalone.getDatabase()).isZero();
			assertThat(details.getUsername()).isNull();
			assertThat(details.getPassword()).isEqualTo(password);
			assertThat(details.getSslBundle() != null).isEqualTo(tls);
			assertThat(details.getSentinel()).isNull();
			assertThat(details.getCluster()).isNull();
			assertThat(details.getMasterReplica()).isNull();
		});
	}

	@Test
	void recognisesRedisAndNothingElse() {
		Set<String> certain = new TreeSet<>();
		Set<String> possible = new TreeSet<>();
		HostingVectors.connections().forEach((key, connection) -> {
			Recognition recognition = new RedisIntegration().recognize(connection);
			if (recognition == Recognition.CERTAIN) {
				certain.add(key);
			}
			else if (recognition == Recognition.POSSIBLE) {
				possible.add(key);
				assertThat(isBareAddress(connection)).as(key).isTrue();
			}
		});
		Set<String> redis = new TreeSet<>();
		REDIS.lines()
			.map((line) -> line.split("\\s*\\|\\s*"))
			.forEach((row) -> redis.add(row[0].strip() + " " + row[1]));
		assertThat(possible).contains("v197 myRedis");
		redis.remove("v197 myRedis");
		assertThat(certain).containsExactlyElementsOf(redis);
	}

	private static boolean isBareAddress(Connection connection) {
		return connection.connectionString() != null && connection.properties().isEmpty()
				&& connection.connectionString()
					.hostAndPorts()
					.stream()
					.noneMatch((address) -> address.port() == HostAndPort.NO_PORT);
	}

}
