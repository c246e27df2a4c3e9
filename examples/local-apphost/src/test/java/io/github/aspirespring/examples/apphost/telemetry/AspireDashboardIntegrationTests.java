// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.telemetry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.aspirespring.examples.apphost.machine.TestDashboard;
import io.github.aspirespring.examples.apphost.model.ServiceVariables;
import io.github.aspirespring.examples.apphost.model.SpringBootApp;
import io.github.aspirespring.examples.apphost.process.ChildProcess;
import io.github.aspirespring.examples.apphost.process.Console;
import io.github.aspirespring.examples.apphost.process.JavaProgram;
import io.github.aspirespring.examples.apphost.process.LoopbackPort;
import io.github.aspirespring.examples.apphost.telemetry.AspireDashboard.ServerCertificate;
import io.github.aspirespring.test.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the real dashboard, with a certificate that only who reads the variables of the
 * AppHost can trust, and the storefront by itself.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class AspireDashboardIntegrationTests {

	private static final String KEY = "Kp4wRt7yUi2oAs5dFg8hJk";

	private static final String INSTANCE = "abcdefgh";

	private static final Duration TIMEOUT = Duration.ofMinutes(1);

	@TempDir
	private static Path folder;

	private final Console console = new Console(System.out);

	private final SpringBootApp storefront = new SpringBootApp("storefront", LoopbackPort.free());

	@ParameterizedTest
	@EnumSource
	void everySignalArrivesOverTlsWithTheKey(OtlpProtocol protocol, @TempDir Path files) {
		TestCertificates certificates = TestCertificates.create(files, "dns:localhost,ip:127.0.0.1");
		try (AspireDashboard dashboard = AspireDashboard.start(TestDashboard.require(), KEY,
				new ServerCertificate(certificates.certificate(), certificates.key()), this.console)) {
			dashboard.awaitReady();
			assertThat(dashboard.endpoint(protocol).url()).startsWith("https://localhost:");
			try (ChildProcess process = start(dashboard.endpoint(protocol), certificates)) {
				dashboard.await("show every signal", TIMEOUT, () -> {
					assertThat(process.isAlive()).isTrue();
					ask();
					return dashboard.instances().stream().anyMatch(Instance::isComplete);
				});
				assertThat(dashboard.instances()).singleElement().satisfies((instance) -> {
					assertThat(instance.service()).isEqualTo("storefront");
					assertThat(instance.id()).isEqualTo(INSTANCE);
					assertThat(instance.metrics()).isEqualTo(OptionalLong.empty());
				});
				assertThat(dashboard.rejections()).isEmpty();
			}
		}
	}

	@Test
	void dashboardThatIsStoppedLeavesNothingBehind() {
		AspireDashboard dashboard = AspireDashboard.start(TestDashboard.require(), KEY, this.console);
		dashboard.awaitReady();
		assertThat(dashboard.instances()).isEmpty();
		assertThat(dashboard.traces("storefront")).isEmpty();
		assertThat(dashboard.trace("0af7651916cd43dd8448eb211c80319c")).isEmpty();
		assertThat(dashboard.logs("storefront", "hello {}")).isEmpty();
		assertThat(dashboard.rejections()).isEmpty();
		dashboard.close();
		int pages = URI.create(dashboard.address().replaceFirst(" .*", "")).getPort();
		assertThat(List.of(pages, port(dashboard, OtlpProtocol.GRPC), port(dashboard, OtlpProtocol.HTTP)))
			.noneMatch(AspireDashboardIntegrationTests::isOpen);
	}

	private ChildProcess start(OtlpEndpoint endpoint, TestCertificates certificates) {
		ProcessBuilder command = new ProcessBuilder(JavaProgram.java(), "-XX:TieredStopAtLevel=1", "-jar",
				Objects.requireNonNull(System.getProperty("storefront.jar")));
		command.directory(folder.toFile());
		Map<String, String> variables = new ServiceVariables(this.storefront, INSTANCE)
			.withReference(new SpringBootApp("catalog", LoopbackPort.free()))
			.withOtlpExporter(endpoint.url(), endpoint.protocol().value(), endpoint.apiKey())
			.injected();
		command.environment().putAll(variables);
		command.environment().put("SSL_CERT_FILE", certificates.authority().toString());
		return ChildProcess.start("storefront", command, "", this.console);
	}

	/**
	 * Nobody is where the catalog should be, which makes for a trace as well.
	 */
	private void ask() {
		URI uri = URI.create(this.storefront.endpoints().get(0).url() + "/storefront/products");
		try {
			HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), BodyHandlers.discarding());
		}
		catch (IOException ex) {
			// It has not started yet
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static int port(AspireDashboard dashboard, OtlpProtocol protocol) {
		return URI.create(dashboard.endpoint(protocol).url()).getPort();
	}

	private static boolean isOpen(int port) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
