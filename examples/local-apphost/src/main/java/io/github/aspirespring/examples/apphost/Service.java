// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

import io.github.aspirespring.examples.apphost.model.PasswordGenerator;
import io.github.aspirespring.examples.apphost.model.ReferencedResource;
import io.github.aspirespring.examples.apphost.model.ServiceVariables;
import io.github.aspirespring.examples.apphost.process.Await;
import io.github.aspirespring.examples.apphost.process.ChildProcess;
import io.github.aspirespring.examples.apphost.process.Console;
import io.github.aspirespring.examples.apphost.process.JavaProgram;
import io.github.aspirespring.examples.apphost.process.LoopbackPort;

/**
 * A Spring Boot service in a process of its own, the outcome of
 * {@code AddSpringBootApp(…)}.
 */
final class Service implements AutoCloseable {

	private static final Duration HEALTH_TIMEOUT = Duration.ofMinutes(2);

	private final ChildProcess process;

	private final URI endpoint;

	private final ServiceClient client;

	private Service(ChildProcess process, URI endpoint) {
		this.process = process;
		this.endpoint = endpoint;
		this.client = new ServiceClient(process.name(), endpoint);
	}

	/**
	 * Starts a service, without waiting for it.
	 * @param name the name of the resource
	 * @param jar its executable jar
	 * @param summary shows what it gets injected
	 * @param console where its output goes
	 * @param references the resources it references
	 * @return the service, to be {@linkplain #awaitHealthy() waited for}
	 */
	static Service start(String name, Path jar, Summary summary, Console console, ReferencedResource... references) {
		int port = LoopbackPort.free();
		ServiceVariables variables = new ServiceVariables(name, new PasswordGenerator().instanceId(), port);
		for (ReferencedResource reference : references) {
			variables.withReference(reference);
		}
		summary.printInjected(name, variables.injected());
		// As spring-boot:run does, for a quicker start
		ProcessBuilder command = new ProcessBuilder(JavaProgram.java(), "-XX:TieredStopAtLevel=1", "-jar",
				jar.toAbsolutePath().toString());
		Map<String, String> environment = command.environment();
		Map<String, String> wanted = variables.environment(environment);
		environment.clear();
		environment.putAll(wanted);
		return new Service(ChildProcess.start(name, command, "", console), URI.create("http://localhost:" + port));
	}

	/**
	 * Waits until the service says that it is healthy.
	 */
	void awaitHealthy() {
		await("become healthy", HEALTH_TIMEOUT, this.client::isHealthy);
	}

	/**
	 * Waits for something the service has to bring about.
	 * @param state what is waited for, as in "worker did not (become healthy)"
	 * @param timeout how long to wait
	 * @param condition asked until it is true
	 */
	void await(String state, Duration timeout, BooleanSupplier condition) {
		Await.until(state, timeout, this.process, condition);
	}

	URI endpoint() {
		return this.endpoint;
	}

	ServiceClient client() {
		return this.client;
	}

	ChildProcess process() {
		return this.process;
	}

	/**
	 * Stops the service.
	 */
	@Override
	public void close() {
		this.process.close();
	}

	@Override
	public String toString() {
		return "%s at %s".formatted(this.process.name(), this.endpoint);
	}

}
