// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails.Address;
import org.springframework.boot.autoconfigure.AutoConfigurations;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.Integration.Recognition;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what becomes of everything that AppHosts inject, resources of RabbitMQ and
 * others.
 */
class RabbitVectorsTests {

	private static final String RABBIT = """
			v206 | rabbit               | localhost         | 27011 | guest    | p@ssw0rd1
			v270 | server               | localhost         | 5672  | guest    | abcDEF123456ghjkmnPQRS
			v270 | serverWithParameters | localhost         | 5672  | us@er    | p@ss/w:rd#1
			v388 | messaging            | messaging         | 5672  | guest    | Qw3rTy8uP2mN5bV7cX9zAs
			v389 | messaging            | messaging-service | 5672  | guest    | Qw3rTy8uP2mN5bV7cX9zAs
			v390 | messaging            | localhost         | 5672  | guest    | p@ss:w/o?r#d%2B +;"'=
			v416 | messaging            | localhost         | 5672  | dev user | p@ss/1
			v480 | messaging            | localhost         | 51003 | guest    | Qw3rTy8uP2mN5bV7cX9zAs
			v485 | lavin                | localhost         | 5672  | guest    | guest
			""";

	private final AspireContextRunner runner = new AspireContextRunner()
		.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class, AspireRabbitAutoConfiguration.class));

	@ParameterizedTest(name = "{0} {1}")
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = RABBIT)
	void connectsToRabbit(String id, String name, String host, int port, String username, String password) {
		Map<String, String> variables = HostingVectors.variables().getOrDefault(id, Map.of());
		AspireContextRunner variablesRunner = this.runner;
		for (Map.Entry<String, String> variable : variables.entrySet()) {
			variablesRunner = variablesRunner.withVariable(variable.getKey(), variable.getValue());
		}
		variablesRunner.withApplicationProperties("aspire.rabbitmq.connection-name=" + name).run((context) -> {
			assertThat(context).hasNotFailed();
			RabbitConnectionDetails details = context.getBean(RabbitConnectionDetails.class);
			assertThat(details.getAddresses()).containsExactly(new Address(host, port));
			assertThat(details.getUsername()).isEqualTo(username);
			assertThat(details.getPassword()).isEqualTo(password);
			assertThat(details.getVirtualHost()).isNull();
			assertThat(details.getSslBundle()).isNull();
		});
	}

	@Test
	void recognisesRabbitAndNothingElse() {
		Set<String> certain = new TreeSet<>();
		HostingVectors.connections().forEach((key, connection) -> {
			Recognition recognition = new RabbitIntegration().recognize(connection);
			if (recognition != Recognition.NO) {
				assertThat(recognition).as(key).isEqualTo(Recognition.CERTAIN);
				certain.add(key);
			}
		});
		assertThat(certain).containsExactlyElementsOf(rows());
	}

	// v480 holds resources of all kinds, and v269 placeholders in the place of values
	@Test
	void coversEveryVector() {
		Set<String> ids = new TreeSet<>(HostingVectors.ofKind("rabbitmq"));
		ids.addAll(HostingVectors.ofKind("lavinmq"));
		assertThat(ids.remove("v269 template")).isTrue();
		ids.add("v480");
		assertThat(rows().stream().map((row) -> row.substring(0, 4))).hasSize(9).containsAll(ids);
		assertThat(ids).hasSize(8);
	}

	private static Set<String> rows() {
		Set<String> rows = new TreeSet<>();
		RABBIT.lines()
			.map((line) -> line.split("\\s*\\|\\s*"))
			.forEach((row) -> rows.add(row[0].strip() + " " + row[1]));
		return rows;
	}

}
