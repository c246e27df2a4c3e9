// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.support.GenericApplicationContext;

import io.github.aspirespring.environment.AspireEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The behaviour that every integration shares, as tests for it to inherit. Nothing in
 * here needs a server.
 *
 * @param <D> the connection details through which the integration connects
 */
@ExtendWith(OutputCaptureExtension.class)
public abstract class IntegrationConformanceTests<D> extends NamedConnectionChecks<D> {

	@Test
	void isInertWithoutAnAppHost(CapturedOutput output) {
		runner().run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(ownBeans(context)).containsExactly(AspireEnvironment.class);
			assertThat(output).doesNotContain("io.github.aspirespring").doesNotContain("aspire");
		});
	}

	@Test
	void connectsFromConnectionStringAndProperties() {
		runner().withVariables(resource("orders-1", 1001)).run(connectsTo(1001));
	}

	@Test
	void connectsFromConnectionStringAlone() {
		AppHostVariables variables = AppHostVariables.none()
			.connectionString("orders-1", connectionString("orders.example", 1001, SECRET));
		runner().withVariables(variables).run(connectsTo(1001));
	}

	@Test
	void connectsFromConnectionPropertiesAlone() {
		AppHostVariables variables = AppHostVariables.none()
			.connectionProperties("orders-1", connectionProperties("orders.example", 1001, SECRET));
		runner().withVariables(variables).run(connectsTo(1001));
	}

	@Test
	void connectsAfterShellHasDroppedNamesWithDashes() {
		runner().withVariables(resource("orders-1", 1001).throughShell()).run(connectsTo(1001));
	}

	@Test
	void connectsWithVariableNamesInUpperCase() {
		runner().withVariable("CONNECTIONSTRINGS__ORDERS", connectionString("orders.example", 1001, SECRET))
			.run(connectsTo(1001));
	}

	@Test
	void leavesConnectionsOfOtherTechnologiesAlone() {
		runner().withVariables(otherTechnologies()).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(ownBeans(context)).containsExactly(AspireEnvironment.class);
		});
	}

	@Test
	void findsItsConnectionAmongThoseOfOtherTechnologies() {
		runner().withVariables(otherTechnologies()).withVariables(resource("orders", 1001)).run(connectsTo(1001));
	}

	@Test
	void failsWhenSeveralConnectionsFit(CapturedOutput output) {
		runner().withVariables(resource("orders", 1001))
			.withVariables(resource("billing", 1002))
			.run((context) -> assertFailure(context, output, "'billing', 'orders'", property("connection-name")));
	}

	@Test
	void connectsToTheConnectionThatIsNamed() {
		runner().withVariables(resource("orders", 1001))
			.withVariables(resource("billing-db", 1002))
			.withApplicationProperties(property("connection-name") + "=billing-db")
			.run(connectsTo(1002));
	}

	@Test
	void failsWhenTheNamedConnectionDoesNotExist(CapturedOutput output) {
		runner().withVariables(resource("orders", 1001))
			.withApplicationProperties(property("connection-name") + "=missing")
			.run((context) -> assertFailure(context, output, "'missing'", "'orders'", property("connection-name")));
	}

	@Test
	void failsWhenTheNamedConnectionBelongsToAnotherTechnology(CapturedOutput output) {
		runner().withVariables(otherTechnologies())
			.withVariables(resource("orders", 1001))
			.withApplicationProperties(property("connection-name") + "=search")
			.run((context) -> assertFailure(context, output, "'search'", "'orders'", property("connection-name")));
	}

	@Test
	void failsWhenTheConnectionStringIsMalformed(CapturedOutput output) {
		runner().withVariable("ConnectionStrings__orders", malformedConnectionString(SECRET))
			.run((context) -> assertFailure(context, output, "ConnectionStrings__orders"));
	}

	@Test
	void losesToPropertiesAboveTheVariables() {
		runner().withVariables(resource("orders", 1001))
			.withPropertyValues(applicationProperties(OTHER, 2001))
			.run(connectsTo(OTHER, 2001));
	}

	@Test
	void winsOverPropertiesBelowTheVariablesAndSaysSo(CapturedOutput output) {
		String[] properties = applicationProperties(OTHER, 2001);
		runner().withVariables(resource("orders", 1001)).withApplicationProperties(properties).run((context) -> {
			connectsTo(1001).accept(context);
			assertThat(output.getOut()
				.lines()
				.filter((line) -> line.contains(properties[0].substring(0, properties[0].indexOf('=')))))
				.singleElement()
				.asString()
				.contains("INFO", "aspire.connection-precedence=application")
				.doesNotContain(OTHER);
		});
	}

	@Test
	void losesToPropertiesAnywhereIfTheApplicationTakesPrecedence() {
		runner().withVariables(resource("orders", 1001))
			.withApplicationProperties(applicationProperties(OTHER, 2001))
			.withApplicationProperties("aspire.connection-precedence=application")
			.run(connectsTo(OTHER, 2001));
	}

	@Test
	void connectsIfTheApplicationTakesPrecedenceButSaysNothing() {
		runner().withVariables(resource("orders", 1001))
			.withApplicationProperties("aspire.connection-precedence=application")
			.run(connectsTo(1001));
	}

	@Test
	void losesToConnectionDetailsOfTheApplication() {
		runner().withVariables(resource("orders", 1001))
			.withBean(connectionDetailsType(), () -> connectionDetails(OTHER, 2001))
			.run(connectsTo(OTHER, 2001));
	}

	@Test
	void usesConnectionStringOfItsOwnInsteadOfTheInjectedOne() {
		runner().withVariables(resource("orders", 1001))
			.withApplicationProperties(property("connection-string") + "=" + connectionString(OTHER, 2001, SECRET))
			.run(connectsTo(OTHER, 2001));
	}

	@Test
	void connectsFromConfiguredConnectionStringWithoutAnAppHost() {
		runner().withApplicationProperties(configured("orders-1", 2001)).run(connectsTo(OTHER, 2001));
	}

	@Test
	void prefersTheInjectedConnectionToAConfiguredOneOfThatName() {
		runner().withVariables(resource("orders-1", 1001).throughShell())
			.withApplicationProperties(configured("orders-1", 2001))
			.run(connectsTo(1001));
	}

	@Test
	void prefersAConfiguredConnectionAboveTheVariablesAsAWhole() {
		runner().withVariables(resource("orders-1", 1001))
			.withPropertyValues(configured("orders-1", 2001))
			.run(connectsTo(OTHER, 2001));
	}

	@Test
	void canBeDisabled() {
		runner().withVariables(resource("orders", 1001))
			.withApplicationProperties(property("enabled") + "=false")
			.run((context) -> assertThat(ownBeans(context)).containsExactly(AspireEnvironment.class));
	}

	@Test
	void canBeDisabledWithAllOthers() {
		runner().withVariables(resource("orders", 1001))
			.withApplicationProperties("aspire.enabled=false")
			.run((context) -> assertThat(ownBeans(context)).isEmpty());
	}

	@Test
	void saysInOneLineWhatItConnectsTo(CapturedOutput output) {
		runner().withVariables(resource("orders", 1001)).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(output.getOut().lines().filter((line) -> line.contains("orders.example:1001"))).singleElement()
				.asString()
				.contains("INFO", integration() + " 'orders'");
		});
	}

	@Test
	void explainsInTheConditionReport() {
		runner().withVariables(resource("orders", 1001)).run((context) -> {
			GenericApplicationContext source = context.getSourceApplicationContext(GenericApplicationContext.class);
			String report = ConditionEvaluationReport.get(source.getBeanFactory())
				.getConditionAndOutcomesBySource()
				.values()
				.stream()
				.flatMap((outcomes) -> outcomes.stream())
				.map((outcome) -> outcome.getOutcome().getMessage())
				.toList()
				.toString();
			assertThat(report).contains(integration() + " 'orders' from ConnectionStrings__orders");
		});
	}

	@Test
	void tellsTheOriginOfItsConnection() {
		runner().withVariables(resource("orders", 1001)).run((context) -> {
			Origin origin = Origin.from(context.getBean(connectionDetailsType()));
			assertThat(origin).isNotNull();
			assertThat(origin.toString()).contains("ConnectionStrings__orders");
		});
	}

	@Test
	void disclosesNoSecretWhenItConnects(CapturedOutput output) {
		runner().withConfiguration(Disclosure.ENDPOINTS)
			.withApplicationProperties(Disclosure.SHOW_VALUES)
			.withApplicationProperties("debug=true", "logging.level.io.github.aspirespring=trace")
			.withApplicationProperties(configured("unused", 2001))
			.withApplicationProperties(property("connection-name") + "=orders-1")
			.withVariables(resource("orders-1", 1001))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(Disclosure.of(context)).contains("ConnectionStrings__orders-1");
				assertNoSecret(Disclosure.of(context));
				assertNoSecret(output.getAll());
			});
	}

	@Test
	void keepsTheRulesOfAutoConfigurations() {
		autoConfigurations().stream()
			.filter((type) -> type.getName().startsWith("io.github.aspirespring"))
			.forEach((type) -> AutoConfigurationRules.check(type, publicTypes().toArray(Class[]::new)));
	}

	@Test
	void isLeftToTheRunWhenProcessedAheadOfTime() {
		runner().withSystemProperties(AbstractAotProcessor.AOT_PROCESSING + "=true").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBeanNamesForType(connectionDetailsType())).singleElement()
				.asString()
				.startsWith("aspire");
		});
	}

}
