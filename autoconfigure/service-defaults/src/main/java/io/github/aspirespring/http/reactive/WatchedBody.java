// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http.reactive;

import java.nio.file.Path;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;

/**
 * Watches how the body of a request is sent. What a stream has given once it may not give
 * again, so it rules out further attempts as soon as it has begun; a single value is
 * there to be asked for again.
 */
final class WatchedBody {

	private volatile boolean begun;

	private volatile boolean streamed;

	private volatile boolean failed;

	boolean hasBegun() {
		return this.begun;
	}

	boolean isRepeatable() {
		return !this.streamed;
	}

	/**
	 * Tells whether the body itself failed, which says nothing about the service.
	 */
	boolean hasFailed() {
		return this.failed;
	}

	void fail() {
		this.failed = true;
	}

	ClientHttpRequest watch(ClientHttpRequest request) {
		return (request instanceof ZeroCopyHttpOutputMessage zeroCopy) ? new ZeroCopyRequest(request, zeroCopy)
				: new Request(request);
	}

	private void begin(boolean stream) {
		this.begun = true;
		if (stream) {
			this.streamed = true;
		}
	}

	private class Request extends ClientHttpRequestDecorator {

		Request(ClientHttpRequest delegate) {
			super(delegate);
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
			// Clients know the length of a Mono
			if (body instanceof Mono<? extends DataBuffer> mono) {
				return super.writeWith(mono.doOnSubscribe((subscription) -> begin(false)).doOnError((ex) -> fail()));
			}
			return super.writeWith(
					Flux.from(body).doOnSubscribe((subscription) -> begin(true)).doOnError((ex) -> fail()));
		}

		@Override
		public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
			return super.writeAndFlushWith(
					Flux.from(body).doOnSubscribe((subscription) -> begin(true)).doOnError((ex) -> fail()));
		}

	}

	private final class ZeroCopyRequest extends Request implements ZeroCopyHttpOutputMessage {

		private final ZeroCopyHttpOutputMessage zeroCopy;

		ZeroCopyRequest(ClientHttpRequest delegate, ZeroCopyHttpOutputMessage zeroCopy) {
			super(delegate);
			this.zeroCopy = zeroCopy;
		}

		@Override
		public Mono<Void> writeWith(Path file, long position, long count) {
			return this.zeroCopy.writeWith(file, position, count).doOnSubscribe((subscription) -> begin(false));
		}

	}

}
