// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One of two endpoints is killed while many callers are at work, with the settings that
 * hold by default.
 */
class KilledEndpointIntegrationTests {

	private static final int CALLERS = 50;

	private static final long SECONDS = 30;

	private static final TestServer.Behaviour ANSWER = (request, out) -> {
		Thread.sleep(10);
		TestServer.answer(out, 200, "pen");
	};

	@Test
	void noCallFails() {
		try (TestServer stays = TestServer.start(ANSWER); TestServer dies = TestServer.start(ANSWER)) {
			HttpClients.RUNNER.withVariable("services__catalog__http__0", stays.url())
				.withVariable("services__catalog__http__1", dies.url())
				.run((context) -> {
					RestClient client = HttpClients.restClient(context);
					AtomicLong calls = new AtomicLong();
					Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
					long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
					ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
					List<Future<?>> running = new ArrayList<>();
					for (int i = 0; i < CALLERS; i++) {
						running.add(callers.submit(() -> call(client, end, calls, failures)));
					}
					Thread.sleep(5_000);
					dies.close();
					int before = stays.requests().size();
					for (Future<?> caller : running) {
						caller.get(SECONDS + 60, TimeUnit.SECONDS);
					}
					callers.shutdown();
					System.out.printf("%d calls by %d callers, %d before one of two endpoints was killed, %d failed%n",
							calls.get(), CALLERS, before + dies.requests().size(), failures.size());
					assertThat(failures).isEmpty();
					assertThat(dies.requests().size()).as("requests to the endpoint that died").isGreaterThan(500);
					assertThat(stays.requests().size() - before).as("requests to the other one since")
						.isGreaterThan(5_000);
				});
		}
	}

	private static void call(RestClient client, long end, AtomicLong calls, Queue<Throwable> failures) {
		while (System.nanoTime() < end) {
			try {
				client.get().uri("/products/{id}", 1).retrieve().toBodilessEntity();
				calls.incrementAndGet();
			}
			catch (RuntimeException ex) {
				failures.add(ex);
			}
		}
	}

}
