// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.boot.test.system.CapturedOutput;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.actuate.AspireSanitizingAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the conformance tests need to know of an integration, and what they look at.
 *
 * @param <D> the connection details through which the integration connects
 */
abstract class IntegrationFixture<D> {

	static final String SECRET = "S3cret-_.{}~()*+!x";

	static final String OTHER = "other.example";

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
	 * Returns the type of the first bean that every connection has, which is called like
	 * it.
	 * @return the type by which the bean is injected
	 */
	protected abstract Class<?> connectionBeanType();

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

	/**
	 * Returns what else of the integration is public than its auto-configurations.
	 * @return the types that somebody outside needs, none unless overridden
	 */
	protected List<Class<?>> publicTypes() {
		return List.of();
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

	final String property(String name) {
		return "aspire." + integration() + "." + name;
	}

	final String configured(String name, int port) {
		return "aspire.connection-strings." + name + "=" + connectionString(OTHER, port, SECRET);
	}

	final ContextConsumer<AssertableApplicationContext> connectsTo(int port) {
		return (context) -> assertThat(target(context)).endsWith(".example:" + port);
	}

	final ContextConsumer<AssertableApplicationContext> connectsTo(String host, int port) {
		return (context) -> assertThat(target(context)).isEqualTo(host + ":" + port);
	}

	private String target(AssertableApplicationContext context) {
		assertThat(context).hasNotFailed();
		return target(context.getBean(connectionDetailsType()));
	}

	static void assertFailure(AssertableApplicationContext context, CapturedOutput output, String... advice) {
		assertThat(context).hasFailed();
		Throwable failure = Objects.requireNonNull(context.getStartupFailure());
		FailureAnalysis analyzed = Disclosure.analyze(failure);
		String analysis = analyzed.getDescription() + analyzed.getAction();
		assertThat(analysis).contains(advice);
		assertNoSecret(Disclosure.of(failure));
		assertNoSecret(output.getAll());
	}

	static void assertNoSecret(String text) {
		assertThat(text).doesNotContain(SECRET).doesNotContain("S3cret");
	}

	static List<Class<?>> ownBeans(AssertableApplicationContext context) {
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
	static AppHostVariables otherTechnologies() {
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
