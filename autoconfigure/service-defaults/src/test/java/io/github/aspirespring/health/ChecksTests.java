// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
@ExtendWith(OutputCaptureExtension.class)
class ChecksTests {

	private static final HealthIndicator UP = () -> Health.up().build();

	private final Workers workers = new Workers((task) -> task);

	private final CountDownLatch released = new CountDownLatch(1);

	// Other tests leave it as their applications want it
	@BeforeEach
	void logEverything() {
		LoggingSystem.get(getClass().getClassLoader()).setLogLevel(Check.class.getPackageName(), LogLevel.INFO);
	}

	@AfterEach
	void release() {
		this.released.countDown();
		this.workers.close();
	}

	@Test
	void areWellWithoutContributors() {
		assertThat(checks(Duration.ofSeconds(5), Map.of()).run(contributors(Map.of()))).isEqualTo(Status.UP);
	}

	@Test
	void endInTimeWhateverHangs(CapturedOutput output) {
		Map<String, HealthContributor> contributors = new LinkedHashMap<>();
		contributors.put("blocking", (HealthIndicator) this::hang);
		contributors.put("stubborn", (HealthIndicator) this::hangStubbornly);
		contributors.put("reactive", ((ReactiveHealthIndicator) () -> Mono.<Health>never()).asHealthContributor());
		contributors.put("composite",
				CompositeHealthContributor.fromMap(Map.of("good", UP, "bad", (HealthIndicator) this::hang)));
		Checks checks = checks(Duration.ofMillis(500), Map.of());
		long start = System.nanoTime();
		assertThat(checks.run(contributors(contributors))).isEqualTo(Status.DOWN);
		assertThat(System.nanoTime() - start).isBetween(TimeUnit.MILLISECONDS.toNanos(450),
				TimeUnit.SECONDS.toNanos(3));
		for (String name : new String[] { "blocking", "stubborn", "reactive", "composite/bad" }) {
			assertThat(output).containsOnlyOnce("Health of '" + name + "' is DOWN: timed out after 500ms");
		}
		assertThat(output).doesNotContain("composite/good");
	}

	@Test
	void doNotAskAgainWhoHasNotComeBack(CapturedOutput output) throws InterruptedException {
		AtomicInteger calls = new AtomicInteger();
		HealthIndicator indicator = () -> {
			calls.incrementAndGet();
			return hangStubbornly();
		};
		Checks checks = checks(Duration.ofSeconds(1), Map.of());
		HealthContributors contributors = contributors(Map.of("stubborn", indicator));
		assertThat(checks.run(contributors)).isEqualTo(Status.DOWN);
		long start = System.nanoTime();
		assertThat(checks.run(contributors)).isEqualTo(Status.DOWN);
		assertThat(System.nanoTime() - start).as("at once").isLessThan(TimeUnit.MILLISECONDS.toNanos(800));
		assertThat(calls).hasValue(1);
		this.released.countDown();
		while (checks.run(contributors).equals(Status.DOWN)) {
			TimeUnit.MILLISECONDS.sleep(5);
		}
		assertThat(output).containsOnlyOnce("Health of 'stubborn' is DOWN")
			.containsOnlyOnce("Health of 'stubborn' is UP again");
	}

	@Test
	void interruptWhoIsLate() throws InterruptedException {
		CountDownLatch interrupted = new CountDownLatch(1);
		HealthIndicator indicator = () -> {
			try {
				this.released.await();
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
			}
			return Health.up().build();
		};
		checks(Duration.ofMillis(100), Map.of()).run(contributors(Map.of("late", indicator)));
		assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void giveMoreTimeWhereItIsNeeded() {
		HealthIndicator slow = () -> {
			pause(600);
			return Health.up().build();
		};
		Checks checks = checks(Duration.ofMillis(100), Map.of("slow", Duration.ofSeconds(20)));
		assertThat(checks.run(contributors(Map.of("slow", slow)))).isEqualTo(Status.UP);
		assertThat(checks.run(contributors(Map.of("slow", CompositeHealthContributor.fromMap(Map.of("part", slow))))))
			.isEqualTo(Status.UP);
		assertThat(checks.run(contributors(Map.of("other", slow)))).isEqualTo(Status.DOWN);
	}

	@Test
	void takeFailuresForDownWithoutTellingSecrets(CapturedOutput output) {
		Map<String, HealthContributor> contributors = new LinkedHashMap<>();
		contributors.put("throwing", (HealthIndicator) () -> {
			throw new IllegalStateException("amqp://user:swordfish@localhost");
		});
		contributors.put("broken", (HealthIndicator) () -> {
			throw new NoClassDefFoundError("swordfish");
		});
		contributors.put("failed",
				(HealthIndicator) () -> Health
					.down(new IllegalArgumentException("jdbc:postgresql://localhost?password=swordfish"))
					.build());
		contributors.put("strange", (HealthIndicator) () -> Health.down().withDetail("error", "swordfish").build());
		contributors.put("composite", new BrokenComposite());
		contributors.put("good", UP);
		assertThat(checks(Duration.ofSeconds(5), Map.of()).run(contributors(contributors))).isEqualTo(Status.DOWN);
		assertThat(output).contains("Health of 'throwing' is DOWN: java.lang.IllegalStateException")
			.contains("Health of 'broken' is DOWN: java.lang.NoClassDefFoundError")
			.contains("Health of 'failed' is DOWN: java.lang.IllegalArgumentException")
			.contains("Health of 'strange' is DOWN")
			.contains("Health of 'composite' is DOWN: java.lang.UnsupportedOperationException")
			.doesNotContain("swordfish");
	}

	@Test
	void sayWhatChangesOnce(CapturedOutput output) {
		AtomicReference<Status> status = new AtomicReference<>(Status.UP);
		HealthContributors contributors = contributors(
				Map.of("db", (HealthIndicator) () -> Health.status(status.get()).build()));
		Checks checks = checks(Duration.ofSeconds(5), Map.of());
		for (Status next : new Status[] { Status.UP, Status.UNKNOWN, Status.DOWN, Status.DOWN, Status.OUT_OF_SERVICE,
				Status.UP, Status.UP }) {
			status.set(next);
			checks.run(contributors);
		}
		assertThat(output.toString().lines().filter((line) -> line.contains("Health of"))).satisfiesExactly(
				(line) -> assertThat(line).contains("WARN").endsWith("Health of 'db' is DOWN"),
				(line) -> assertThat(line).contains("INFO").endsWith("Health of 'db' is OUT_OF_SERVICE"),
				(line) -> assertThat(line).contains("INFO").endsWith("Health of 'db' is UP again"));
	}

	@Test
	void takeAnApplicationThatStartsForNoWarning(CapturedOutput output) {
		checks(Duration.ofSeconds(5), Map.of())
			.run(contributors(Map.of("livenessState", (HealthIndicator) () -> Health.down().build())));
		assertThat(output.toString().lines().filter((line) -> line.contains("Health of"))).singleElement()
			.satisfies((line) -> assertThat(line).contains("INFO").endsWith("Health of 'livenessState' is DOWN"));
	}

	@Test
	void askInThreadsThatOutliveNothing() throws InterruptedException {
		AtomicReference<Thread> thread = new AtomicReference<>();
		HealthIndicator indicator = () -> {
			thread.set(Thread.currentThread());
			return hang();
		};
		checks(Duration.ofMillis(100), Map.of()).run(contributors(Map.of("late", indicator)));
		assertThat(thread.get().isDaemon()).isTrue();
		assertThat(thread.get().getName()).startsWith("aspire-health-");
		this.workers.close();
		thread.get().join(10_000);
		assertThat(thread.get().isAlive()).isFalse();
	}

	private Checks checks(Duration timeout, Map<String, Duration> timeouts) {
		return new Checks(new AspireHealthProperties(true, "/health", "/alive", Set.of(), timeout, timeouts,
				Duration.ofSeconds(1)), StatusAggregator.getDefault(), this.workers);
	}

	private static HealthContributors contributors(Map<String, ? extends HealthContributor> contributors) {
		return CompositeHealthContributor.fromMap(contributors);
	}

	private Health hang() {
		try {
			this.released.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return Health.up().build();
	}

	private Health hangStubbornly() {
		while (this.released.getCount() > 0) {
			pause(1);
		}
		return Health.up().build();
	}

	private static void pause(long millis) {
		try {
			TimeUnit.MILLISECONDS.sleep(millis);
		}
		catch (InterruptedException ex) {
			// It goes on, as some drivers do
		}
	}

	private static final class BrokenComposite implements CompositeHealthContributor {

		@Override
		public @Nullable HealthContributor getContributor(String name) {
			throw new UnsupportedOperationException("swordfish");
		}

		@Override
		public Stream<Entry> stream() {
			throw new UnsupportedOperationException("swordfish");
		}

	}

}
