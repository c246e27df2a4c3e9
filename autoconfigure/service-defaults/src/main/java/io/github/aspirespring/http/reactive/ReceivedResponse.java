// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http.reactive;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.function.client.ClientResponse;

import io.github.aspirespring.http.HttpAttempt;

/**
 * The response to an attempt. One that nobody will read gives its connection back,
 * whenever it arrives.
 */
final class ReceivedResponse {

	private @Nullable ClientResponse response;

	private boolean lost;

	private boolean read;

	void arrive(ClientResponse response) {
		synchronized (this) {
			this.response = response;
			if (!this.lost) {
				return;
			}
		}
		release(response);
	}

	/**
	 * Releases the response unless somebody reads it, at once or when it arrives.
	 */
	void lose() {
		ClientResponse unread;
		synchronized (this) {
			unread = (this.lost || this.read) ? null : this.response;
			this.lost = true;
		}
		if (unread != null) {
			release(unread);
		}
	}

	synchronized boolean isLost() {
		return this.lost;
	}

	/**
	 * Returns the response for its caller, who can read the body until the deadline.
	 */
	static ClientResponse limit(ClientResponse response, ReceivedResponse received, long deadline,
			Supplier<? extends Throwable> timedOut) {
		boolean stream = response.headers().contentType().filter(HttpAttempt::isStream).isPresent();
		return response.mutate()
			.body((body) -> received
				.read(stream ? body : Flux.defer(() -> limit(body, deadline - System.nanoTime(), timedOut))))
			.build();
	}

	private static Flux<DataBuffer> limit(Flux<DataBuffer> body, long nanos, Supplier<? extends Throwable> timedOut) {
		AtomicBoolean over = new AtomicBoolean();
		return body.takeUntilOther(Mono.delay(Duration.ofNanos(Math.max(0, nanos))).doOnNext((tick) -> over.set(true)))
			.concatWith(Mono.defer(() -> over.get() ? Mono.error(timedOut) : Mono.empty()));
	}

	private Flux<DataBuffer> read(Flux<DataBuffer> body) {
		return body.doOnSubscribe((subscription) -> {
			synchronized (this) {
				this.read = true;
			}
		});
	}

	private static void release(ClientResponse response) {
		// Whoever waited for the body is gone, so that nobody is interested in a failure
		response.releaseBody().timeout(HttpAttempt.DISCARD).onErrorComplete().subscribe();
	}

}
