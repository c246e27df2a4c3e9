// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ProbeTests {

	@Test
	void saysWhatKeepsItFromAnswering(CapturedOutput output) {
		assertThat(failing(new IllegalStateException("swordfish")).answer()).isCompletedWithValue(Answer.UNAVAILABLE);

		assertThat(output).contains("The health of the application cannot be told: java.lang.IllegalStateException")
			.doesNotContain("swordfish");
	}

	@Test
	void isSilentWhileTheApplicationIsBeingClosed(CapturedOutput output) {
		assertThat(failing(new RejectedExecutionException()).answer()).isCompletedWithValue(Answer.UNAVAILABLE);

		assertThat(output).doesNotContain("cannot be told");
	}

	private static Probe failing(RuntimeException failure) {
		return new Probe(() -> {
			throw failure;
		}, Runnable::run, Duration.ZERO);
	}

}
