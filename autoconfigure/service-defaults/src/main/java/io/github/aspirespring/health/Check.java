// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Asks one health contributor, again and again. There is one thread at most that waits
 * for it: where it has not come back from the last time, it is not asked once more.
 */
final class Check {

	private static final Set<String> AVAILABILITY = Set.of("livenessState", "readinessState");

	private static final Log logger = LogFactory.getLog(Check.class);

	private final String name;

	private final Duration timeout;

	private final Executor executor;

	private @Nullable Run running;

	private Outcome reported = new Outcome(Status.UP, null);

	Check(String name, Duration timeout, Executor executor) {
		this.name = name;
		this.timeout = timeout;
		this.executor = executor;
	}

	/**
	 * Starts to ask, unless that is under way.
	 */
	synchronized Run start(HealthIndicator indicator) {
		Run run = this.running;
		if (run == null || run.isDone()) {
			run = new Run(() -> Outcome.of(indicator.health(true)), this.timeout);
			this.executor.execute(run);
			this.running = run;
		}
		return run;
	}

	/**
	 * Waits for the outcome until the time of the contributor is up.
	 */
	Status await(Run run) throws InterruptedException {
		Outcome outcome = run.await();
		report((outcome != null) ? outcome
				: Outcome.down("timed out after " + DurationStyle.SIMPLE.print(this.timeout)));
		return (outcome != null) ? outcome.status() : Status.DOWN;
	}

	private synchronized void report(Outcome outcome) {
		if (outcome.equals(this.reported)) {
			return;
		}
		boolean wasFine = this.reported.isFine();
		this.reported = outcome;
		if (outcome.isFine()) {
			if (!wasFine) {
				logger.info("Health of '" + this.name + "' is " + outcome + " again");
			}
		}
		else if (outcome.status().equals(Status.OUT_OF_SERVICE) || AVAILABILITY.contains(this.name)) {
			// Somebody has said so: the application itself while it starts and stops
			logger.info("Health of '" + this.name + "' is " + outcome);
		}
		else {
			logger.warn("Health of '" + this.name + "' is " + outcome);
		}
	}

}
