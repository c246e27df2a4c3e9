// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.aspirespring.examples.apphost.ServiceClient.Answer;
import io.github.aspirespring.examples.apphost.process.LocalAppHostException;

/**
 * Many callers of a service at once, each of them with one request after the other.
 */
final class Load implements AutoCloseable {

	/**
	 * Longer than any request takes.
	 */
	private static final Duration LAST_ANSWERS = Duration.ofSeconds(20);

	private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();

	private final Queue<String> failures = new ConcurrentLinkedQueue<>();

	private final ExecutorService callers;

	private volatile boolean stopping;

	private Load(int callers) {
		this.callers = Executors.newFixedThreadPool(callers);
	}

	/**
	 * Starts calling.
	 * @param client calls the service
	 * @param callers how many call at once
	 * @param paths what they ask for, in turn
	 * @return the load, until it is closed
	 */
	static Load start(ServiceClient client, int callers, List<String> paths) {
		Load load = new Load(callers);
		for (int caller = 0; caller < callers; caller++) {
			int first = caller;
			load.callers.execute(() -> load.call(client, paths, first));
		}
		return load;
	}

	/**
	 * Lets the callers go on for a while.
	 * @param time how long
	 */
	void run(Duration time) {
		try {
			Thread.sleep(time.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LocalAppHostException("Interrupted.");
		}
	}

	/**
	 * Returns how many answers there are so far, errors included.
	 */
	int answers() {
		return this.nanos.size();
	}

	/**
	 * Returns what was not answered with a success.
	 */
	List<String> failures() {
		return List.copyOf(this.failures);
	}

	/**
	 * Returns how long answers took, as in "half of them within 5 ms, all within 80 ms".
	 */
	String times() {
		List<Long> sorted = this.nanos.stream().sorted().toList();
		return "half of them within %d ms, 99%% within %d ms, all within %d ms".formatted(millis(sorted, 0.5),
				millis(sorted, 0.99), millis(sorted, 1));
	}

	private static long millis(List<Long> sorted, double part) {
		return TimeUnit.NANOSECONDS.toMillis(sorted.get((int) Math.ceil(part * (sorted.size() - 1))));
	}

	private void call(ServiceClient client, List<String> paths, int first) {
		for (int call = first; !this.stopping; call++) {
			String path = paths.get(call % paths.size());
			long start = System.nanoTime();
			failure(client, path).forEach((failure) -> this.failures.add("GET " + path + ": " + failure));
			this.nanos.add(System.nanoTime() - start);
		}
	}

	private static Stream<String> failure(ServiceClient client, String path) {
		try {
			Answer answer = client.get(path);
			return (answer.status() != 200) ? Stream.of(answer.status() + " " + answer.body()) : Stream.empty();
		}
		catch (LocalAppHostException ex) {
			return Stream.of(ex.getMessage());
		}
	}

	/**
	 * Stops calling, once every caller has its last answer.
	 */
	@Override
	public void close() {
		this.stopping = true;
		this.callers.shutdown();
		try {
			if (!this.callers.awaitTermination(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new LocalAppHostException("Not every caller got an answer.");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LocalAppHostException("Interrupted.");
		}
	}

}
