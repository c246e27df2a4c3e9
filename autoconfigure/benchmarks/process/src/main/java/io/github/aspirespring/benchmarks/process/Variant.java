// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.benchmarks.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One way to run the service.
 *
 * @param name what it is called in the results
 * @param command the command that starts it
 * @param environment its variables
 */
record Variant(String name, List<String> command, Map<String, String> environment) {

	/**
	 * The service without anything but Spring Boot, connected by properties.
	 */
	static Variant plain(String java, Path jars, Servers servers) {
		return new Variant("plain", jar(java, List.of(), jars, "plain"), servers.properties());
	}

	/**
	 * The same with Spring Boot's starter for OpenTelemetry.
	 */
	static Variant opentelemetry(String java, Path jars, Servers servers) {
		Map<String, String> environment = servers.properties();
		environment.putAll(servers.telemetry());
		return new Variant("opentelemetry", jar(java, List.of(), jars, "opentelemetry"), environment);
	}

	/**
	 * The service on our starters, connected by what an AppHost injects.
	 */
	static Variant aspire(String java, Path jars, Servers servers) {
		Map<String, String> environment = servers.injected();
		environment.putAll(servers.telemetry());
		return new Variant("aspire", jar(java, List.of(), jars, "aspire"), environment);
	}

	/**
	 * The plain service with the OpenTelemetry Java agent.
	 */
	static Variant agent(String java, Path jars, Servers servers) {
		Map<String, String> environment = servers.properties();
		environment.putAll(servers.telemetry());
		return new Variant("agent",
				jar(java, List.of("-javaagent:" + jars.resolve("opentelemetry-javaagent.jar")), jars, "plain"),
				environment);
	}

	/**
	 * The same, started from what {@code -Djarmode=tools extract} makes of its jar: once
	 * without and once with an ahead-of-time cache.
	 * @param folder where the jar has been extracted to
	 */
	List<Variant> extracted(Path folder) {
		Path jar = folder.resolve(this.name + ".jar");
		return List.of(
				new Variant(this.name + " extracted", List.of(this.command.get(0), "-jar", jar.toString()),
						this.environment),
				new Variant(
						this.name + " with AOT cache", List.of(this.command.get(0),
								"-XX:AOTCache=" + folder.resolve("app.aot"), "-jar", jar.toString()),
						this.environment));
	}

	private static List<String> jar(String java, List<String> options, Path jars, String name) {
		List<String> command = new ArrayList<>(List.of(java));
		command.addAll(options);
		command.addAll(List.of("-jar", jars.resolve("catalog-" + name + ".jar").toString()));
		return List.copyOf(command);
	}

	/**
	 * Starts the service.
	 * @param more further variables
	 * @param options options of the JVM in front of the others
	 * @param output where its output goes
	 * @return the process
	 */
	ProcessBuilder process(Map<String, String> more, List<String> options, Path output) {
		List<String> arguments = new ArrayList<>(this.command);
		arguments.addAll(1, options);
		ProcessBuilder builder = new ProcessBuilder(arguments).redirectErrorStream(true)
			.redirectOutput(output.toFile());
		// What the machine itself sets, such as SSL_CERT_FILE, is no part of the
		// comparison
		builder.environment().clear();
		builder.environment().putAll(this.environment);
		builder.environment().putAll(more);
		return builder;
	}

}
