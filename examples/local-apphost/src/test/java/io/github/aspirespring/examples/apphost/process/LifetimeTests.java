// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Lifetime}.
 */
class LifetimeTests {

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private final List<String> stopped = new ArrayList<>();

	private final Lifetime lifetime = new Lifetime(
			new Console(new PrintStream(this.output, true, StandardCharsets.UTF_8)));

	@Test
	void whatWasStartedLastIsStoppedFirstAndOnce() {
		start("postgres");
		start("redis");
		start("catalog");
		this.lifetime.close();
		this.lifetime.close();
		assertThat(this.stopped).containsExactly("catalog", "redis", "postgres");
	}

	@Test
	void whatCannotBeStoppedDoesNotKeepTheRestRunning() {
		start("postgres");
		this.lifetime.start(() -> new Unstoppable());
		this.lifetime.close();
		assertThat(this.stopped).containsExactly("postgres");
		assertThat(this.output.toString(StandardCharsets.UTF_8)).contains("Could not stop redis: still in use");
	}

	@Test
	void nothingStartsAfterTheEnd() {
		this.lifetime.close();
		assertThatExceptionOfType(LocalAppHostException.class).isThrownBy(() -> start("redis"));
		assertThat(this.stopped).isEmpty();
		assertThat(this.lifetime.isStopping()).isTrue();
	}

	@Test
	void whatIsBeingStartedWhenTheEndComesIsStoppedToo() throws InterruptedException {
		CountDownLatch starting = new CountDownLatch(1);
		Thread starter = new Thread(() -> this.lifetime.start(() -> {
			starting.countDown();
			awaitStopping();
			return () -> this.stopped.add("postgres");
		}));
		starter.start();
		assertThat(starting.await(10, TimeUnit.SECONDS)).isTrue();
		this.lifetime.close();
		assertThat(this.stopped).containsExactly("postgres");
		starter.join();
	}

	private void start(String name) {
		this.lifetime.start(() -> () -> this.stopped.add(name));
	}

	private void awaitStopping() {
		while (!this.lifetime.isStopping()) {
			Thread.onSpinWait();
		}
	}

	private static final class Unstoppable implements AutoCloseable {

		@Override
		public void close() throws IOException {
			throw new IOException("still in use");
		}

		@Override
		public String toString() {
			return "redis";
		}

	}

}
