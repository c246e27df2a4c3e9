// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.redis;

import java.net.InetSocketAddress;
import java.util.List;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.protocol.TracedCommand;
import io.lettuce.core.tracing.LettuceObservationContext;
import io.lettuce.core.tracing.MicrometerTracing;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AspireRedisTelemetryAutoConfiguration}.
 */
class AspireRedisTelemetryAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AspireRedisTelemetryAutoConfiguration.class));

	@Test
	void saysWhereACommandWentTo() {
		this.runner.withBean("sessions", LettuceConnectionFactory.class, () -> factory("cache", 3)).run((context) -> {
			Observation.Context command = get("cache");
			context.getBean(ObservationFilter.class).map(command);
			assertThat(command.getHighCardinalityKeyValues()).containsExactlyInAnyOrder(
					KeyValue.of("db.system", "redis"), KeyValue.of("db.system.name", "redis"),
					KeyValue.of("db.operation.name", "GET"), KeyValue.of("server.address", "cache"),
					KeyValue.of("server.port", "6380"), KeyValue.of("db.namespace", "3"));
			assertThat(command.getLowCardinalityKeyValues()).extracting(KeyValue::getKey)
				.containsExactlyInAnyOrder("net.sock.peer.addr", "net.sock.peer.port");
		});
	}

	@Test
	void leavesOutADatabaseThatIsOneOfSeveral() {
		this.runner.withBean("sessions", LettuceConnectionFactory.class, () -> factory("cache", 3))
			.withBean("carts", LettuceConnectionFactory.class, () -> factory("cache", 4))
			.run((context) -> {
				for (String host : List.of("cache", "other")) {
					Observation.Context command = get(host);
					context.getBean(ObservationFilter.class).map(command);
					assertThat(command.getHighCardinalityKeyValue("db.namespace")).isNull();
				}
			});
	}

	@Test
	void leavesTheLastWordToTheApplication() {
		this.runner
			.withBean(ObservationFilter.class,
					() -> (context) -> context.addHighCardinalityKeyValue(KeyValue.of("server.address", "own")))
			.run((context) -> {
				Observation.Context command = get("cache");
				context.getBeanProvider(ObservationFilter.class)
					.orderedStream()
					.forEach((filter) -> filter.map(command));
				assertThat(command.getHighCardinalityKeyValue("server.address"))
					.isEqualTo(KeyValue.of("server.address", "own"));
			});
	}

	@Test
	void saysHowRedisRefuses() {
		this.runner.withClassLoader(new FilteredClassLoader(LettuceConnectionFactory.class)).run((context) -> {
			Observation.Context command = get("cache");
			command
				.addHighCardinalityKeyValue(KeyValue.of("lettuce.command.error", "WRONGTYPE Operation against a key"));
			context.getBean(ObservationFilter.class).map(command);
			assertThat(command.getHighCardinalityKeyValue("error.type"))
				.isEqualTo(KeyValue.of("error.type", "WRONGTYPE"));
		});
	}

	@Test
	void takesSocketsWithoutAnAddress() {
		this.runner.run((context) -> {
			Observation.Context command = new LettuceObservationContext("Redis");
			((LettuceObservationContext) command).setCommand(command(CommandType.GET));
			context.getBean(ObservationFilter.class).map(command);
			assertThat(command.getHighCardinalityKeyValues()).hasSize(3);
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "AUTH", "CLIENT", "HELLO", "PING", "READONLY", "SELECT" })
	void leavesOutHowAConnectionIsOpened(CommandType type) {
		this.runner.run((context) -> {
			ObservationPredicate predicate = context.getBean(ObservationPredicate.class);
			assertThat(predicate.test("lettuce", observed(command(type)))).isFalse();
			assertThat(predicate.test("lettuce",
					observed(new TracedCommand<>(command(type), new io.lettuce.core.tracing.TraceContext() {
					}))))
				.isTrue();
		});
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.INCLUDE, names = { "GET", "SET", "INFO" })
	void keepsOtherCommandsOutsideOfATrace(CommandType type) {
		this.runner.run((context) -> assertThat(
				context.getBean(ObservationPredicate.class).test("lettuce", observed(command(type))))
			.isTrue());
	}

	@Test
	void leavesOthersAlone() {
		this.runner.run((context) -> {
			Observation.Context other = new Observation.Context();
			assertThat(context.getBean(ObservationFilter.class).map(other).getAllKeyValues()).isEmpty();
			assertThat(context.getBean(ObservationPredicate.class).test("other", other)).isTrue();
			assertThat(
					context.getBean(ObservationPredicate.class).test("lettuce", new LettuceObservationContext("Redis")))
				.isTrue();
		});
	}

	@Test
	void isSwitchedOff() {
		for (String property : List.of("aspire.enabled", "aspire.telemetry.enabled",
				"aspire.telemetry.redis.enabled")) {
			this.runner.withPropertyValues(property + "=false")
				.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ObservationFilter.class));
		}
	}

	@Test
	void backsOffWithoutLettuce() {
		this.runner.withClassLoader(new FilteredClassLoader("io.lettuce"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ObservationFilter.class));
	}

	private static LettuceConnectionFactory factory(String host, int database) {
		RedisStandaloneConfiguration configuration = new RedisStandaloneConfiguration(host, 6380);
		configuration.setDatabase(database);
		return new LettuceConnectionFactory(configuration);
	}

	private static Observation.Context get(String host) {
		LettuceObservationContext context = observed(command(CommandType.GET));
		context.setEndpoint(new MicrometerTracing(ObservationRegistry.create(), "Redis")
			.createEndpoint(InetSocketAddress.createUnresolved(host, 6380)));
		return context.addLowCardinalityKeyValue(KeyValue.of("net.sock.peer.addr", host))
			.addLowCardinalityKeyValue(KeyValue.of("net.sock.peer.port", "6380"));
	}

	private static LettuceObservationContext observed(RedisCommand<String, String, String> command) {
		LettuceObservationContext context = new LettuceObservationContext("Redis");
		context.setCommand(command);
		return context;
	}

	private static RedisCommand<String, String, String> command(CommandType type) {
		return new Command<>(type, new StatusOutput<>(StringCodec.UTF8),
				new CommandArgs<>(StringCodec.UTF8).add("s3cret"));
	}

}
