// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http.reactive;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;

import io.github.aspirespring.http.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that nothing is lost where many calls fail, take too long and are cancelled at
 * any moment.
 */
@ExtendWith(OutputCaptureExtension.class)
class WebClientLoadTests {

	private static final int CALLS = 600;

	@ParameterizedTest
	@CsvSource({ "reactor, false", "reactor, true", "jdk, false", "jdk, true", "http-components, false",
			"http-components, true" })
	void givesEverythingBack(String connector, boolean hedging, CapturedOutput output) {
		try (TestServer one = TestServer.start(WebClientLoadTests::answer);
				TestServer two = TestServer.start(WebClientLoadTests::answer)) {
			WebClients.catalogAt(one.url(), two.url())
				.withBean(BulkheadRegistry.class, BulkheadRegistry::ofDefaults)
				.withPropertyValues("spring.http.clients.reactive.connector=" + connector,
						"aspire.http-client.resilience.circuit-breaker.failure-ratio=1",
						"aspire.http-client.hedging.enabled=" + hedging, "aspire.http-client.hedging.delay=20ms")
				.run((context) -> {
					WebClient client = WebClients.webClient(context);
					Flux.range(0, CALLS).flatMap((i) -> call(client), 20).then().block(Duration.ofSeconds(30));
					assertThat(one.requests()).hasSizeGreaterThan(CALLS / 10);
					assertThat(two.requests()).hasSizeGreaterThan(CALLS / 10);
					Flux<String> calls = Flux.range(0, 20)
						.flatMap((i) -> client.get().uri("/well").retrieve().bodyToMono(String.class), 20);
					assertThat(calls.collectList().block(WebClients.PATIENCE)).hasSize(20).containsOnly("pen");
					assertThat(context.getBean(BulkheadRegistry.class).getAllBulkheads()).isNotEmpty()
						.allSatisfy(WebClientLoadTests::assertUnused);
				});
		}
		assertThat(output).doesNotContain("Dropped");
	}

	// Attempts that lost are cancelled after the answer is there
	private static void assertUnused(Bulkhead bulkhead) {
		Bulkhead.Metrics metrics = bulkhead.getMetrics();
		long end = System.nanoTime() + WebClients.PATIENCE.toNanos();
		while (metrics.getAvailableConcurrentCalls() < metrics.getMaxAllowedConcurrentCalls()
				&& System.nanoTime() < end) {
			Thread.onSpinWait();
		}
		assertThat(metrics.getAvailableConcurrentCalls()).isEqualTo(metrics.getMaxAllowedConcurrentCalls());
	}

	private static Mono<String> call(WebClient client) {
		return client.get()
			.uri("/")
			.retrieve()
			.bodyToMono(String.class)
			.onErrorResume(WebClientException.class, (ex) -> Mono.empty())
			.timeout(Duration.ofMillis(ThreadLocalRandom.current().nextInt(1, 60)), Mono.empty());
	}

	private static void answer(TestServer.Request request, OutputStream out) throws IOException, InterruptedException {
		int luck = request.path().equals("/well") ? 0 : ThreadLocalRandom.current().nextInt(10);
		if (luck > 6) {
			Thread.sleep(10L * luck);
		}
		TestServer.answer(out, (luck < 4) ? 200 : 503, "pen");
	}

}
