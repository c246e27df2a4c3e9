// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.benchmarks.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.aspirespring.test.TestPorts;

/**
 * A service that runs.
 */
final class Service implements AutoCloseable {

	private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

	private static final int CALLERS = 16;

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Process process;

	private final URI address;

	private final Path output;

	private final double startSeconds;

	private Service(Variant variant) throws IOException, InterruptedException {
		int port = TestPorts.free();
		this.address = URI.create("http://localhost:" + port);
		this.output = Files.createTempFile("benchmark", ".log");
		long start = System.nanoTime();
		this.process = variant
			.process(Map.of("SERVER_PORT", String.valueOf(port), "SPRING_GRPC_SERVER_PORT",
					String.valueOf(TestPorts.free())), List.of(), this.output)
			.start();
		awaitFirstAnswer(start);
		this.startSeconds = seconds(start);
	}

	static Service start(Variant variant) throws IOException, InterruptedException {
		return new Service(variant);
	}

	/**
	 * Returns the time from the start of the process to the first answer.
	 */
	double startSeconds() {
		return this.startSeconds;
	}

	/**
	 * Returns the processor time that the process has taken so far.
	 */
	double cpuSeconds() {
		return this.process.toHandle().info().totalCpuDuration().orElseThrow().toMillis() / 1000.0;
	}

	/**
	 * Returns the memory of the process.
	 */
	double residentMegabytes() throws IOException {
		try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(this.process.pid()), "status"))) {
			String line = lines.filter((candidate) -> candidate.startsWith("VmRSS:")).findFirst().orElseThrow();
			return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
		}
	}

	/**
	 * Sends requests from 16 callers, each as soon as it has the answer to its last one.
	 * @param path the path
	 * @param duration how long
	 * @return answers per second
	 */
	double load(String path, Duration duration) throws InterruptedException, ExecutionException {
		HttpRequest request = request(path);
		long end = System.nanoTime() + duration.toNanos();
		ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
		try {
			Callable<Long> caller = () -> {
				long answers = 0;
				while (System.nanoTime() < end) {
					int status = this.client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
					if (status != 200) {
						throw new IllegalStateException(path + " answered " + status + ", see " + this.output);
					}
					answers++;
				}
				return answers;
			};
			long answers = 0;
			for (Future<Long> result : callers.invokeAll(Stream.generate(() -> caller).limit(CALLERS).toList())) {
				answers += result.get();
			}
			return answers / (double) duration.toSeconds();
		}
		finally {
			callers.shutdownNow();
		}
	}

	private void awaitFirstAnswer(long start) throws InterruptedException {
		while (!answers()) {
			if (!this.process.isAlive() || seconds(start) > START_TIMEOUT.toSeconds()) {
				this.process.destroyForcibly();
				throw new IllegalStateException("The service did not start, see " + this.output);
			}
			Thread.sleep(10);
		}
	}

	private boolean answers() throws InterruptedException {
		try {
			return this.client.send(request("/benchmark/hello"), HttpResponse.BodyHandlers.discarding())
				.statusCode() == 200;
		}
		catch (IOException ex) {
			// Nobody listens yet
			return false;
		}
	}

	private HttpRequest request(String path) {
		return HttpRequest.newBuilder(this.address.resolve(path)).timeout(Duration.ofSeconds(30)).build();
	}

	private static double seconds(long start) {
		return (System.nanoTime() - start) / 1e9;
	}

	@Override
	public void close() throws IOException, InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(30, TimeUnit.SECONDS)) {
			this.process.destroyForcibly().waitFor();
		}
		Files.delete(this.output);
	}

}
