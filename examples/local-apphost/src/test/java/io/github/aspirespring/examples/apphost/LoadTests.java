// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Load}.
 */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class LoadTests {

	private static final int CALLERS = 4;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final Set<String> paths = ConcurrentHashMap.newKeySet();

	private final CountDownLatch callers = new CountDownLatch(CALLERS);

	private HttpServer server;

	private ServiceClient client;

	@BeforeEach
	void start() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.setExecutor(this.executor);
		this.server.createContext("/", this::answer);
		this.server.start();
		this.client = new ServiceClient("storefront",
				URI.create("http://localhost:" + this.server.getAddress().getPort()));
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	@Test
	void everybodyCallsAtOnceAndForEverythingInTurn() {
		Load load = run("/first", "/second");
		assertThat(this.callers.getCount()).isZero();
		assertThat(this.paths).containsExactlyInAnyOrder("/first", "/second");
		assertThat(load.answers()).isGreaterThanOrEqualTo(CALLERS);
		assertThat(load.failures()).isEmpty();
		assertThat(load.times()).matches("half of them within \\d+ ms, 99% within \\d+ ms, all within \\d+ ms");
	}

	@Test
	void errorIsAFailure() {
		assertThat(run("/error").failures()).contains("GET /error: 503 not now");
	}

	@Test
	void missingAnswerIsAFailure() {
		assertThat(run("/broken").failures()).first()
			.asString()
			.startsWith("GET /broken: storefront did not answer GET /broken.");
	}

	private Load run(String... paths) {
		Load load = Load.start(this.client, CALLERS, List.of(paths));
		load.run(Duration.ofMillis(200));
		load.close();
		return load;
	}

	private void answer(HttpExchange exchange) throws IOException {
		awaitTheOthers();
		String path = exchange.getRequestURI().getPath();
		this.paths.add(path);
		if (path.equals("/broken")) {
			exchange.close();
			return;
		}
		byte[] body = "not now".getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(path.equals("/error") ? 503 : 200, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	private void awaitTheOthers() {
		this.callers.countDown();
		try {
			assertThat(this.callers.await(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
