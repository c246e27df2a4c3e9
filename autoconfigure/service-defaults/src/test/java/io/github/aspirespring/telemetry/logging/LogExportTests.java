// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.logging;

import java.util.Collections;
import java.util.List;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.aspirespring.test.otlp.OtlpReceiver;
import io.github.aspirespring.test.otlp.ReceivedLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests which lines are exported, and where to.
 */
class LogExportTests {

	private static final String RESOURCE = "management.opentelemetry.resource-attributes.service.name=";

	private final Logger logger = LoggerFactory.getLogger(LogExportTests.class);

	private final OtlpReceiver receiver = OtlpReceiver.start();

	@AfterEach
	void close() {
		this.receiver.close();
		assertThat(LoggedApplication.appenders()).isEmpty();
	}

	@Test
	void beginsWithTheFirstLineAndEndsWithTheLast() {
		LoggedApplication.run(this.receiver).close();
		List<String> messages = LoggedApplication.messages(this.receiver);
		assertThat(messages).first().asString().startsWith("Starting ");
		assertThat(messages).last().isEqualTo("The last line");
		assertThat(messages).doesNotHaveDuplicates();
	}

	@Test
	void keepsTheThreadOfLinesBeforeTheExport() {
		Thread starter = Thread.currentThread();
		LoggedApplication.run(this.receiver).close();
		assertThat(LoggedApplication.logs(this.receiver).get(0).attributes())
			.containsEntry("thread.name", starter.getName())
			.hasEntrySatisfying("{OriginalFormat}", (template) -> assertThat(template).startsWith("Starting "));
	}

	@ParameterizedTest
	@ValueSource(strings = { "aspire.enabled=false", "aspire.telemetry.enabled=false",
			"aspire.telemetry.logging.enabled=false", "management.logging.export.enabled=false",
			"management.logging.export.otlp.enabled=false", "management.opentelemetry.enabled=false" })
	void isSwitchedOff(String property) {
		try (ConfigurableApplicationContext context = LoggedApplication.builder(this.receiver).run("--" + property)) {
			assertThat(LoggedApplication.appenders()).isEmpty();
		}
		assertThat(this.receiver.logs()).isEmpty();
	}

	@Test
	void keepsNothingWithoutAnEndpoint() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(LoggedApplication.Application.class)
			.web(WebApplicationType.NONE)
			.run()) {
			assertThat(LoggedApplication.appenders()).isEmpty();
		}
	}

	@Test
	void leavesOutWhatIsNotWanted() {
		try (ConfigurableApplicationContext context = LoggedApplication.run(this.receiver,
				"aspire.telemetry.logging.arguments=false", "aspire.telemetry.logging.mdc=false");
				MDC.MDCCloseable tenant = MDC.putCloseable("tenant", "north")) {
			this.logger.info("Order {}", 1);
			assertThat(LoggedApplication.await(this.receiver, "Order 1").attributes())
				.containsOnlyKeys("{OriginalFormat}", "thread.name");
		}
	}

	@Test
	void goesToTheContextThatWasOpenedLast() {
		try (ConfigurableApplicationContext one = LoggedApplication.run(this.receiver, RESOURCE + "one")) {
			this.logger.info("Order 1");
			try (ConfigurableApplicationContext two = LoggedApplication.run(this.receiver, RESOURCE + "two")) {
				assertThat(LoggedApplication.appenders()).hasSize(1);
				this.logger.info("Order 2");
			}
			this.logger.info("Order 3");
		}
		assertThat(services("Order 1")).containsExactly("one");
		assertThat(services("Order 2")).containsExactly("two");
		assertThat(services("Order 3")).containsExactly("one");
	}

	@Test
	void staysWithTheContextThatIsOpen() {
		ConfigurableApplicationContext one = LoggedApplication.run(this.receiver, RESOURCE + "one");
		try (ConfigurableApplicationContext two = LoggedApplication.run(this.receiver, RESOURCE + "two")) {
			one.close();
			this.logger.info("Order 1");
			// Logback is set up anew for this one
			LoggedApplication.run(this.receiver, RESOURCE + "three").close();
			this.logger.info("Order 2");
		}
		assertThat(services("Order 1")).containsExactly("two");
		assertThat(services("Order 2")).containsExactly("two");
	}

	@Test
	void goesOnceFromParentAndChild() {
		try (ConfigurableApplicationContext parent = LoggedApplication.run(this.receiver, RESOURCE + "parent")) {
			LoggedApplication.builder(this.receiver).parent(parent).run().close();
			this.logger.info("Order 1");
		}
		assertThat(services("Order 1")).containsExactly("parent");
	}

	@Test
	void losesNothingInARestart() {
		for (int run = 1; run <= 3; run++) {
			ConfigurableApplicationContext context = LoggedApplication.run(this.receiver);
			this.logger.info("Run {}", run);
			context.close();
		}
		List<String> messages = LoggedApplication.messages(this.receiver);
		assertThat(messages).contains("Run 1", "Run 2", "Run 3");
		assertThat(Collections.frequency(messages, "The last line")).isEqualTo(3);
		assertThat(messages.stream().filter((message) -> message.startsWith("Starting "))).hasSize(3);
	}

	@Test
	void survivesANewConfigurationOfLogback() throws JoranException {
		try (ConfigurableApplicationContext context = LoggedApplication.run(this.receiver)) {
			configure("logback-plain.xml");
			assertThat(LoggedApplication.appenders()).hasSize(1);
			this.logger.info("Order 1");
			configure("logback-opentelemetry.xml");
			assertThat(LoggedApplication.appenders()).hasSize(1);
			this.logger.info("Order 2");
			configure("logback-plain.xml");
			this.logger.info("Order 3");
		}
		assertThat(LoggedApplication.messages(this.receiver)).containsOnlyOnce("Order 1", "Order 2", "Order 3");
	}

	@Test
	void usesAnAppenderThatIsConfigured() {
		try (ConfigurableApplicationContext context = LoggedApplication.run(this.receiver,
				"logging.config=classpath:io/github/aspirespring/telemetry/logging/logback-opentelemetry.xml")) {
			assertThat(LoggedApplication.appenders()).hasSize(1)
				.noneMatch((appender) -> appender instanceof DescribingAppender);
			this.logger.info("Order {}", 1);
			ReceivedLog log = LoggedApplication.await(this.receiver, "Order 1");
			assertThat(log.attributes()).isEmpty();
		}
		assertThat(LoggedApplication.messages(this.receiver)).containsOnlyOnce("Order 1")
			.first()
			.asString()
			.startsWith("Starting ");
		// The appender of the configuration stays as long as that does
		((LoggerContext) LoggerFactory.getILoggerFactory()).reset();
	}

	@Test
	void keepsNothingOfAStartThatFails() {
		assertThatExceptionOfType(Exception.class)
			.isThrownBy(() -> LoggedApplication.builder(this.receiver).sources(Failing.class).run())
			.withRootCauseInstanceOf(IllegalStateException.class);
		assertThat(LoggedApplication.messages(this.receiver)).first().asString().startsWith("Starting ");
		assertThat(LoggedApplication.messages(this.receiver))
			.anyMatch((message) -> message.contains("cancelling refresh attempt") && message.contains("No stock"));
	}

	@Test
	void sendsBatchesThatTheDashboardTakes() {
		try (ConfigurableApplicationContext context = LoggedApplication.run(this.receiver)) {
			assertThat(context.getBean(OpenTelemetryLoggingProperties.class).getExport().getMaxBatchSize())
				.isEqualTo(128);
			IllegalStateException deep = deep(150);
			for (int i = 0; i < 600; i++) {
				this.logger.error("Order {} failed", i, deep);
			}
			LoggedApplication.await(this.receiver, "Order 599 failed");
		}
		assertThat(this.receiver.logs().stream().filter((log) -> log.message().matches("Order \\d+ failed")))
			.hasSize(600);
	}

	private static IllegalStateException deep(int calls) {
		return (calls == 0) ? new IllegalStateException("Deep") : deep(calls - 1);
	}

	private List<String> services(String message) {
		return this.receiver.logs()
			.stream()
			.filter((log) -> message.equals(log.message()))
			.map(ReceivedLog::service)
			.toList();
	}

	// As Logback does when its configuration has changed
	private void configure(String resource) throws JoranException {
		LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
		context.reset();
		JoranConfigurator configurator = new JoranConfigurator();
		configurator.setContext(context);
		configurator.doConfigure(LogExportTests.class.getResource(resource));
	}

	@Configuration(proxyBeanMethods = false)
	static class Failing {

		@Bean
		String failing() {
			throw new IllegalStateException("No stock");
		}

	}

}
