// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.io.IOException;
import java.io.OutputStream;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpOutputMessage;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.util.FastByteArrayOutputStream;

/**
 * The body of a request: buffered, streamed, or none. A body that can be streamed only
 * once rules out further attempts as soon as the first has begun to read it.
 */
final class RequestBody {

	private @Nullable FastByteArrayOutputStream buffer;

	private StreamingHttpOutputMessage.@Nullable Body stream;

	private volatile boolean used;

	OutputStream buffer() {
		if (this.buffer == null) {
			this.buffer = new FastByteArrayOutputStream(1024);
		}
		return this.buffer;
	}

	void stream(StreamingHttpOutputMessage.Body stream) {
		this.stream = stream;
	}

	boolean isRepeatable() {
		return this.stream == null || this.stream.repeatable() || !this.used;
	}

	void writeTo(HttpOutputMessage request) throws IOException {
		if (this.stream != null) {
			write(request, this.stream);
		}
		else if (this.buffer != null) {
			write(request, new Buffered(this.buffer));
		}
	}

	private void write(HttpOutputMessage request, StreamingHttpOutputMessage.Body body) throws IOException {
		Tracked tracked = new Tracked(body);
		if (request instanceof StreamingHttpOutputMessage streaming) {
			streaming.setBody(tracked);
		}
		else {
			tracked.writeTo(request.getBody());
		}
	}

	private record Buffered(FastByteArrayOutputStream buffer) implements StreamingHttpOutputMessage.Body {

		@Override
		public void writeTo(OutputStream outputStream) throws IOException {
			this.buffer.writeTo(outputStream);
		}

		@Override
		public boolean repeatable() {
			return true;
		}

	}

	private final class Tracked implements StreamingHttpOutputMessage.Body {

		private final StreamingHttpOutputMessage.Body body;

		Tracked(StreamingHttpOutputMessage.Body body) {
			this.body = body;
		}

		@Override
		public void writeTo(OutputStream outputStream) throws IOException {
			RequestBody.this.used = true;
			this.body.writeTo(outputStream);
		}

		@Override
		public boolean repeatable() {
			return this.body.repeatable();
		}

	}

}
