// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.github.aspirespring.test.TestPorts;

/**
 * Starts the variants of a service in turn, as often as asked, and prints medians. The
 * script {@code measure} beside this module builds what it needs and runs it.
 */
public final class WholeProcessBenchmark {

	private static final Duration IDLE = Duration.ofSeconds(3);

	private static final Duration WARM_UP = Duration.ofSeconds(15);

	private static final Duration LOAD = Duration.ofSeconds(10);

	private final Results results = new Results();

	private WholeProcessBenchmark() {
	}

	/**
	 * Runs the benchmark.
	 * @param args the folder of the jars, the number of rounds of starts, the number of
	 * rounds under load, {@code grpc} or {@code http}, and {@code aot} to compare
	 * ahead-of-time caches, which need a JDK 25
	 * @throws Exception if a service does not do what it is measured for
	 */
	public static void main(String[] args) throws Exception {
		Path jars = Path.of(args[0]);
		int starts = Integer.parseInt(args[1]);
		int loads = Integer.parseInt(args[2]);
		boolean aot = args.length > 4 && args[4].equals("aot");
		try (Servers servers = new Servers(args[3].equals("grpc"))) {
			new WholeProcessBenchmark().run(variants(jars, servers, aot), starts, loads, servers);
		}
	}

	private static List<Variant> variants(Path jars, Servers servers, boolean aot)
			throws IOException, InterruptedException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		Variant plain = Variant.plain(java, jars, servers);
		Variant opentelemetry = Variant.opentelemetry(java, jars, servers);
		Variant aspire = Variant.aspire(java, jars, servers);
		if (!aot) {
			return List.of(plain, opentelemetry, aspire, Variant.agent(java, jars, servers));
		}
		List<Variant> variants = new ArrayList<>();
		for (Variant variant : List.of(plain, opentelemetry, aspire)) {
			variants.addAll(train(variant, java, jars));
		}
		return variants;
	}

	private static List<Variant> train(Variant variant, String java, Path jars)
			throws IOException, InterruptedException {
		Path folder = jars.resolve("extracted-" + variant.name());
		Path log = jars.resolve(variant.name() + ".log");
		String jar = jars.resolve("catalog-" + variant.name() + ".jar").toString();
		await(new ProcessBuilder(java, "-Djarmode=tools", "-jar", jar, "extract", "--force", "--destination",
				folder.toString()), log);
		Files.move(folder.resolve("catalog-" + variant.name() + ".jar"), folder.resolve(variant.name() + ".jar"));
		List<Variant> extracted = variant.extracted(folder);
		await(extracted.get(0)
			.process(
					Map.of("SERVER_PORT", String.valueOf(TestPorts.free()), "SPRING_GRPC_SERVER_PORT",
							String.valueOf(TestPorts.free())),
					List.of("-XX:AOTCacheOutput=" + folder.resolve("app.aot"), "-Dspring.context.exit=onRefresh"), log),
				log);
		return extracted;
	}

	private static void await(ProcessBuilder builder, Path log) throws IOException, InterruptedException {
		int status = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
		if (status != 0) {
			throw new IllegalStateException("Exit status " + status + ", see " + log);
		}
	}

	private void run(List<Variant> variants, int starts, int loads, Servers servers)
			throws IOException, InterruptedException, ExecutionException {
		List<Variant> order = new ArrayList<>(variants);
		for (int round = 1; round <= Math.max(starts, loads); round++) {
			for (Variant variant : order) {
				System.out.println("Round " + round + ": " + variant.name());
				measure(variant, round <= starts, round <= loads);
				servers.clear();
			}
			// Whoever comes first has a cooler machine
			Collections.rotate(order, 1);
		}
		this.results.print(variants.stream().map(Variant::name).filter((name) -> !name.contains(" with ")).toList());
	}

	private void measure(Variant variant, boolean start, boolean load)
			throws IOException, InterruptedException, ExecutionException {
		try (Service service = Service.start(variant)) {
			double cpu = service.cpuSeconds();
			Thread.sleep(IDLE.toMillis());
			if (start) {
				this.results.add("Start (s, until the first answer)", variant.name(), service.startSeconds());
				this.results.add("Start (s of processor time)", variant.name(), cpu);
				this.results.add("Memory (MB, resident, 3 s after the first answer)", variant.name(),
						service.residentMegabytes());
			}
			if (load) {
				for (String path : List.of("/benchmark/hello", "/benchmark/call")) {
					service.load(path, WARM_UP);
					double before = service.cpuSeconds();
					double rate = service.load(path, LOAD);
					double used = service.cpuSeconds() - before;
					this.results.add("Answers per second, 16 callers: " + path, variant.name(), rate);
					this.results.add("Processor time (µs) per answer: " + path, variant.name(),
							used * 1e6 / (rate * LOAD.toSeconds()));
				}
			}
		}
	}

}
