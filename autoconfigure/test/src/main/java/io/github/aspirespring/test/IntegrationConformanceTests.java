// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.support.GenericApplicationContext;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.actuate.AspireSanitizingAutoConfiguration;
import io.github.aspirespring.environment.AspireEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The behaviour that every integration shares, as tests for it to inherit. Nothing in
 * here needs a server.
 *
 * @param <D> the connection details through which the integration connects
 */
@ExtendWith(OutputCaptureExtension.class)
public abstract class IntegrationConformanceTests<D> {

	private static final String SECRET = "S3cret-_.{}~()*+!x";

	private static final String OTHER = "other.example";

	/**
	 * Returns the identifier of the integration.
	 * @return the last part of its property namespace
	 */
	protected abstract String integration();

	/**
	 * Returns the auto-configurations of the integration and those of Spring Boot that it
	 * feeds.
	 * @return the auto-configuration classes
	 */
	protected abstract List<Class<?>> autoConfigurations();

	/**
	 * Returns the type of the connection details.
	 * @return the type that Spring Boot asks for
	 */
	protected abstract Class<D> connectionDetailsType();

	/**
	 * Returns where connection details lead to.
	 * @param details the connection details
	 * @return {@code host:port}
	 */
	protected abstract String target(D details);

	/**
	 * Returns connection details as an application or a container would define them.
	 * @param host the host
	 * @param port the port
	 * @return connection details
	 */
	protected abstract D connectionDetails(String host, int port);

	/**
	 * Returns a connection string that can belong to no other technology.
	 * @param host the host
	 * @param port the port
	 * @param password the password, made of the characters that AppHosts generate
	 * @return the connection string as an AppHost writes it
	 */
	protected abstract String connectionString(String host, int port, String password);

	/**
	 * Returns the connection properties of the same resource.
	 * @param host the host
	 * @param port the port
	 * @param password the password, made of the characters that AppHosts generate
	 * @return the values by the name of the property, such as {@code Host}
	 */
	protected abstract Map<String, String> connectionProperties(String host, int port, String password);

	/**
	 * Returns a connection string that is recognised but cannot be read.
	 * @param password a secret that it contains
	 * @return the connection string
	 */
	protected abstract String malformedConnectionString(String password);

	/**
	 * Returns the properties by which an application says where to connect to.
	 * @param host the host
	 * @param port the port
	 * @return {@code spring.*} properties as {@code name=value}, the first one being a
	 * location
	 */
	protected abstract String[] applicationProperties(String host, int port);

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
		runner().withVariables(resource("orders", 1001)).withVariables(resource("billing", 1002)).run((context) -> {
			assertFailure(context, output, "'billing', 'orders'", property("connection-name"));
		});
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
			.forEach(AutoConfigurationRules::check);
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

	/**
	 * Returns a runner with the auto-configurations of the integration.
	 * @return a runner without any variable
	 */
	protected AspireContextRunner runner() {
		List<Class<?>> classes = new ArrayList<>(autoConfigurations());
		classes.add(AspireAutoConfiguration.class);
		classes.add(AspireSanitizingAutoConfiguration.class);
		return new AspireContextRunner().withConfiguration(AutoConfigurations.of(classes.toArray(Class[]::new)));
	}

	/**
	 * Returns the variables of a resource of the technology.
	 * @param name the name of the resource
	 * @param port the port at {@code <name>.example}
	 * @return connection string and properties
	 */
	protected AppHostVariables resource(String name, int port) {
		String host = name.split("-")[0] + ".example";
		return AppHostVariables.none()
			.connection(name, connectionString(host, port, SECRET), connectionProperties(host, port, SECRET));
	}

	private String property(String name) {
		return "aspire." + integration() + "." + name;
	}

	private String configured(String name, int port) {
		return "aspire.connection-strings." + name + "=" + connectionString(OTHER, port, SECRET);
	}

	private ContextConsumer<AssertableApplicationContext> connectsTo(int port) {
		return (context) -> assertThat(target(context)).endsWith(".example:" + port);
	}

	private ContextConsumer<AssertableApplicationContext> connectsTo(String host, int port) {
		return (context) -> assertThat(target(context)).isEqualTo(host + ":" + port);
	}

	private String target(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed();
		return target(context.getBean(connectionDetailsType()));
	}

	private static void assertFailure(AssertableApplicationContext context, CapturedOutput output, String... advice) {
		assertThat(context).hasFailed();
		Throwable failure = Objects.requireNonNull(context.getStartupFailure());
		FailureAnalysis analyzed = Disclosure.analyze(failure);
		String analysis = analyzed.getDescription() + analyzed.getAction();
		assertThat(analysis).contains(advice);
		assertNoSecret(Disclosure.of(failure));
		assertNoSecret(output.getAll());
	}

	private static void assertNoSecret(String text) {
		assertThat(text).doesNotContain(SECRET).doesNotContain("S3cret");
	}

	private static List<Class<?>> ownBeans(AssertableApplicationContext context) {
		List<Class<?>> types = new ArrayList<>();
		for (String name : context.getBeanDefinitionNames()) {
			Class<?> type = context.getType(name);
			boolean configuration = type != null && type.getName().endsWith("AutoConfiguration");
			if (type != null && type.getName().startsWith("io.github.aspirespring") && !configuration) {
				types.add(type);
			}
		}
		return types;
	}

	// One of each shape that a technology might take for its own
	private static AppHostVariables otherTechnologies() {
		return AppHostVariables.none()
			.connection("search", "Endpoint=http://search.example:7700;MasterKey=" + SECRET,
					Map.of("Host", "search.example", "Port", "7700", "MasterKey", SECRET, "Uri",
							"http://search.example:7700"))
			.connection("documents", "mongodb://admin:" + SECRET + "@documents.example:27017/db?authSource=admin",
					Map.of("Host", "documents.example", "Port", "27017", "Username", "admin", "Password", SECRET, "Uri",
							"mongodb://admin:" + SECRET + "@documents.example:27017/db?authSource=admin"))
			.connection("shop",
					"Server=127.0.0.1,1433;User ID=sa;Password=" + SECRET
							+ ";TrustServerCertificate=true;Initial Catalog=shop",
					Map.of("Host", "localhost", "Port", "1433", "Username", "sa", "Password", SECRET, "Uri",
							"mssql://sa:" + SECRET + "@localhost:1433/shop", "JdbcConnectionString",
							"jdbc:sqlserver://localhost:1433;databaseName=shop;trustServerCertificate=true",
							"DatabaseName", "shop"))
			.connectionString("storage", "https://storage.example/")
			.variable("KUBERNETES_SERVICE_HOST", "10.0.0.1")
			.variable("KUBERNETES_SERVICE_PORT", "443")
			.variable("KUBERNETES_PORT", "tcp://10.0.0.1:443");
	}

}
