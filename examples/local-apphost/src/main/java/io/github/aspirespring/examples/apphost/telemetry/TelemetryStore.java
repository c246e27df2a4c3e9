// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.telemetry;

import java.util.List;
import java.util.Optional;

import io.github.aspirespring.examples.apphost.machine.AspireCli;
import io.github.aspirespring.examples.apphost.model.PasswordGenerator;
import io.github.aspirespring.examples.apphost.process.Console;
import io.github.aspirespring.examples.apphost.process.Lifetime;

/**
 * Receives the telemetry of services over OTLP, and can be asked for it. It keeps what
 * came last.
 */
public interface TelemetryStore extends AutoCloseable {

	/**
	 * Starts the dashboard of Aspire if this machine has it, else a receiver.
	 * @param dashboard whether to fetch the dashboard where there is none
	 * @param lifetime stops it
	 * @param console where its output goes
	 * @return the store, ready for services
	 */
	static TelemetryStore start(boolean dashboard, Lifetime lifetime, Console console) {
		String apiKey = console.hide(new PasswordGenerator().alphanumeric());
		Optional<AspireCli> cli = AspireCli.installed();
		if (cli.isEmpty() && dashboard) {
			cli = Optional.of(AspireCli.fetch(lifetime, console));
		}
		if (cli.isEmpty()) {
			return lifetime.start(() -> TelemetryReceiver.start(apiKey));
		}
		AspireCli found = cli.get();
		AspireDashboard aspire = lifetime.start(() -> AspireDashboard.start(found, apiKey, console));
		aspire.awaitReady();
		return aspire;
	}

	/**
	 * Returns what it is, for the person at the console.
	 * @return the name of the product
	 */
	String type();

	/**
	 * Returns where it is, for the person at the console.
	 * @return addresses
	 */
	String address();

	/**
	 * Returns where services have to send their telemetry.
	 * @param protocol how they send it
	 * @return the endpoint
	 */
	OtlpEndpoint endpoint(OtlpProtocol protocol);

	/**
	 * Returns whose telemetry has arrived.
	 * @return one element for each instance of a service
	 */
	List<Instance> instances();

	/**
	 * Returns the latest traces in which a service has taken part.
	 * @param service the name of the service
	 * @return identifiers of traces
	 */
	List<String> traces(String service);

	/**
	 * Returns a trace.
	 * @param traceId the identifier of the trace
	 * @return the spans of it that have arrived so far
	 */
	List<Span> trace(String traceId);

	/**
	 * Returns the latest log records of a service that were written with a template.
	 * @param service the name of the service
	 * @param template the message with placeholders
	 * @return the records
	 */
	List<LogEntry> logs(String service, String template);

	/**
	 * Returns what was sent and not taken.
	 * @return the reasons
	 */
	List<String> rejections();

	/**
	 * Stops receiving.
	 */
	@Override
	void close();

}
