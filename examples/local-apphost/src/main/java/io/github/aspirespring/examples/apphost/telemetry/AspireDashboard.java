// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.telemetry;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.examples.apphost.machine.AspireCli;
import io.github.aspirespring.examples.apphost.process.Await;
import io.github.aspirespring.examples.apphost.process.ChildProcess;
import io.github.aspirespring.examples.apphost.process.Console;
import io.github.aspirespring.examples.apphost.process.LocalAppHostException;
import io.github.aspirespring.examples.apphost.process.LoopbackPort;

/**
 * The dashboard of Aspire. Everybody on this machine may look at it, and nobody may send
 * telemetry without a key.
 *
 * @see <a href=
 * "https://github.com/microsoft/aspire/blob/main/src/Aspire.Dashboard/README.md">its
 * configuration</a>
 */
final class AspireDashboard implements TelemetryStore {

	private static final String NAME = "dashboard";

	private static final Duration START_TIMEOUT = Duration.ofMinutes(1);

	private final ChildProcess process;

	private final URI pages;

	private final String grpcUrl;

	private final String httpUrl;

	private final String apiKey;

	private final DashboardApi api;

	private final DashboardLog log;

	private AspireDashboard(AspireCli cli, String apiKey, @Nullable ServerCertificate certificate, Console console) {
		String scheme = (certificate != null) ? "https" : "http";
		this.pages = URI.create("http://localhost:" + LoopbackPort.free());
		this.grpcUrl = scheme + "://localhost:" + LoopbackPort.free();
		this.httpUrl = scheme + "://localhost:" + LoopbackPort.free();
		this.apiKey = apiKey;
		this.api = new DashboardApi(this.pages);
		this.log = new DashboardLog(cli.home().resolve(".aspire").resolve("logs"), this.grpcUrl);
		ProcessBuilder command = cli.command("dashboard", "run", "--non-interactive", "--nologo", "--frontend-url",
				this.pages.toString(), "--otlp-grpc-url", this.grpcUrl, "--otlp-http-url", this.httpUrl);
		command.environment()
			.putAll(Map.of("DASHBOARD__FRONTEND__AUTHMODE", "Unsecured", "DASHBOARD__API__AUTHMODE", "Unsecured",
					"DASHBOARD__OTLP__AUTHMODE", "ApiKey", "DASHBOARD__OTLP__PRIMARYAPIKEY", apiKey));
		if (certificate != null) {
			command.environment()
				.putAll(Map.of("KESTREL__CERTIFICATES__DEFAULT__PATH", certificate.certificate().toString(),
						"KESTREL__CERTIFICATES__DEFAULT__KEYPATH", certificate.key().toString()));
		}
		this.process = ChildProcess.start(NAME, command, "", console);
	}

	static AspireDashboard start(AspireCli cli, String apiKey, Console console) {
		return new AspireDashboard(cli, apiKey, null, console);
	}

	static AspireDashboard start(AspireCli cli, String apiKey, ServerCertificate certificate, Console console) {
		return new AspireDashboard(cli, apiKey, certificate, console);
	}

	/**
	 * Waits until it answers.
	 * @throws LocalAppHostException if it ends or takes too long
	 */
	void awaitReady() {
		Await.until("become ready", START_TIMEOUT, this.process, this.api::isReady);
	}

	/**
	 * Waits for something that has to arrive.
	 * @param state what is waited for, as in "dashboard did not (show a trace)"
	 * @param timeout how long to wait
	 * @param condition asked until it is true
	 */
	void await(String state, Duration timeout, BooleanSupplier condition) {
		Await.until(state, timeout, this.process, condition);
	}

	@Override
	public String type() {
		return "Aspire dashboard";
	}

	@Override
	public String address() {
		return this.pages + " (without login)";
	}

	@Override
	public OtlpEndpoint endpoint(OtlpProtocol protocol) {
		return switch (protocol) {
			case GRPC -> new OtlpEndpoint(this.grpcUrl, protocol, this.apiKey);
			case HTTP -> new OtlpEndpoint(this.httpUrl, protocol, this.apiKey);
		};
	}

	@Override
	public List<Instance> instances() {
		return this.api.instances();
	}

	@Override
	public List<String> traces(String service) {
		return this.api.traces(service);
	}

	@Override
	public List<Span> trace(String traceId) {
		return this.api.trace(traceId);
	}

	@Override
	public List<LogEntry> logs(String service, String template) {
		return this.api.logs(service, template);
	}

	/**
	 * It tells nobody but its log what it has rejected.
	 */
	@Override
	public List<String> rejections() {
		return this.log.messages("Aspire.Dashboard.Otlp.");
	}

	@Override
	public void close() {
		this.process.close();
		try {
			this.log.delete();
		}
		catch (IOException ex) {
			throw new LocalAppHostException("The log of the dashboard cannot be deleted.", ex);
		}
	}

	@Override
	public String toString() {
		return "%s at %s".formatted(NAME, this.pages);
	}

	/**
	 * What makes the dashboard receive telemetry over TLS only.
	 *
	 * @param certificate a PEM file
	 * @param key a PEM file with PKCS #8
	 */
	record ServerCertificate(Path certificate, Path key) {

	}

}
