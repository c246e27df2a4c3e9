// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import io.github.aspirespring.boot.TestIntegration.TestProperties;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.ConnectionString;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ConnectionReportTests {

	private final ConnectionReport report = new ConnectionReport(
			ConnectionSelector.of(new StandardEnvironment(), List.of()));

	@Test
	void saysNothingWithoutConnections(CapturedOutput output) {
		this.report.afterSingletonsInstantiated();
		assertThat(output).isEmpty();
	}

	@Test
	void saysInOneLineWhatIsConnected(CapturedOutput output) {
		this.report.add(selection("beta", "db"), "localhost:2/db");
		this.report.add(selection("alpha", "cache"), "localhost:1");
		this.report.afterSingletonsInstantiated();
		assertThat(output.getOut().lines()).singleElement()
			.asString()
			.endsWith("Connected by the AppHost: alpha 'cache' to localhost:1, beta 'db' to localhost:2/db");
	}

	@Test
	void tellsWhetherConnectionIsNew() {
		assertThat(this.report.add(selection("alpha", "cache"), "localhost:1")).isTrue();
		assertThat(this.report.add(selection("alpha", "cache"), "localhost:1")).isFalse();
		assertThat(this.report.add(selection("beta", "cache"), "localhost:1")).isTrue();
	}

	@Test
	void saysInAnotherLineWhatIsNotUsed(CapturedOutput output) {
		this.report.add(selection("alpha", "cache", "spring.alpha.url (application.yml)"), "localhost:1");
		this.report.afterSingletonsInstantiated();
		assertThat(output.getOut().lines()).hasSize(2)
			.last()
			.asString()
			.endsWith("Not used because the AppHost says where to connect: spring.alpha.url (application.yml); "
					+ "set aspire.connection-precedence=application to use them instead");
	}

	@Test
	void saysWhatIsReachableByNameAndThenWhatWasReached(CapturedOutput output) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
					Map.of("ConnectionStrings__billing", "alpha:secret", "ConnectionStrings__audit", "alpha:secret")));
		environment.getPropertySources()
			.addLast(new MapPropertySource("application", Map.of("aspire.alpha.connection-name", "billing",
					"aspire.alpha.connections.adit.enabled", "true")));
		ConnectionReport named = new ConnectionReport(
				ConnectionSelector.of(environment, List.of(new TestIntegration("alpha"))));
		named.add(selection("alpha", "billing"), "localhost:1");
		named.afterSingletonsInstantiated();
		named.add(selection("alpha", "audit"), "localhost:2");
		assertThat(output.getOut().lines()).satisfiesExactly(
				(line) -> assertThat(line).endsWith("Host: alpha 'billing' to localhost:1"),
				(line) -> assertThat(line).endsWith("On demand, by @AspireConnection: alpha 'audit'"),
				(line) -> assertThat(line).endsWith("'aspire.alpha.connections.adit' has no effect: there is no "
						+ "connection of that name, only audit, billing"),
				(line) -> assertThat(line).endsWith("Host: alpha 'audit' to localhost:2"));
		assertThat(output).doesNotContain("secret");
	}

	private static Selection selection(String integration, String name, String... shadowed) {
		Connection connection = Connection.of(name, new ConnectionString("ConnectionStrings__" + name, "secret"));
		return new Selection(new TestIntegration(integration), connection,
				new TestProperties(true, null, null, Map.of()), null, null, Map.of(), List.of(shadowed));
	}

}
