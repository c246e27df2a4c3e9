// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.github.aspirespring.examples.apphost.model.ServiceVariables;
import io.github.aspirespring.examples.apphost.model.SpringBootApp;
import io.github.aspirespring.examples.apphost.process.Await;
import io.github.aspirespring.examples.apphost.process.ChildProcess;
import io.github.aspirespring.examples.apphost.process.Console;
import io.github.aspirespring.examples.apphost.process.JavaProgram;
import io.github.aspirespring.examples.apphost.process.LocalAppHostException;

/**
 * A Spring Boot service in a process of its own, the outcome of
 * {@code AddSpringBootApp(…)}.
 */
final class Service implements AutoCloseable {

	private static final Duration HEALTH_TIMEOUT = Duration.ofMinutes(2);

	private final Supplier<ChildProcess> launcher;

	private final URI endpoint;

	private final String instanceId;

	private final ServiceClient client;

	private ChildProcess process;

	private boolean closed;

	private Service(Supplier<ChildProcess> launcher, URI endpoint, String instanceId) {
		this.launcher = launcher;
		this.endpoint = endpoint;
		this.instanceId = instanceId;
		this.process = launcher.get();
		this.client = new ServiceClient(this.process.name(), endpoint);
	}

	/**
	 * Starts a service, without waiting for it.
	 * @param app the service
	 * @param jar its executable jar
	 * @param variables what it gets injected
	 * @param console where its output goes
	 * @return the service, to be {@linkplain #awaitHealthy() waited for}
	 */
	static Service start(SpringBootApp app, Path jar, ServiceVariables variables, Console console) {
		// As spring-boot:run does, for a quicker start
		ProcessBuilder command = new ProcessBuilder(JavaProgram.java(), "-XX:TieredStopAtLevel=1", "-jar",
				jar.toAbsolutePath().toString());
		Map<String, String> environment = command.environment();
		Map<String, String> wanted = variables.environment(environment);
		environment.clear();
		environment.putAll(wanted);
		return new Service(() -> ChildProcess.start(app.name(), command, "", console),
				URI.create(app.endpoints().get(0).url()), variables.instanceId());
	}

	/**
	 * Ends the service as a crash would. Its endpoints stay, with nobody behind them.
	 */
	synchronized void kill() {
		this.process.kill();
	}

	/**
	 * Starts the service again, with what it got injected the first time, and without
	 * waiting for it.
	 */
	synchronized void startAgain() {
		if (this.closed) {
			throw new LocalAppHostException("Stopping.");
		}
		this.process = this.launcher.get();
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
		Await.until(state, timeout, process(), condition);
	}

	String name() {
		return process().name();
	}

	/**
	 * Returns what tells this instance from others of the same service.
	 * @return eight lower-case letters
	 */
	String instanceId() {
		return this.instanceId;
	}

	URI endpoint() {
		return this.endpoint;
	}

	ServiceClient client() {
		return this.client;
	}

	synchronized ChildProcess process() {
		return this.process;
	}

	/**
	 * Stops the service.
	 */
	@Override
	public synchronized void close() {
		this.closed = true;
		this.process.close();
	}

	@Override
	public String toString() {
		return "%s at %s".formatted(name(), this.endpoint);
	}

}
