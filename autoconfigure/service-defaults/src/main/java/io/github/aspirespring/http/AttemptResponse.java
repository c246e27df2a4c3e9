// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.StreamUtils;

/**
 * A response whose body can be read until the total time of the call is up, and with
 * which the observation of the attempt ends.
 */
final class AttemptResponse implements ClientHttpResponse {

	private final ClientHttpResponse response;

	private final Observation observation;

	private final @Nullable Runnable abort;

	private @Nullable Limit limit;

	private @Nullable Watch watch;

	private @Nullable InputStream body;

	private boolean ended;

	AttemptResponse(ClientHttpResponse response, Observation observation, @Nullable Runnable abort) {
		this.response = response;
		this.observation = observation;
		this.abort = abort;
	}

	/**
	 * Limits the time in which the body can be read.
	 */
	AttemptResponse limit(Limit limit) {
		if (!HttpAttempt.isStream(this.response.getHeaders().getContentType())) {
			this.limit = limit;
		}
		return this;
	}

	/**
	 * Closes a response that another attempt takes the place of.
	 */
	void discard(Watches watches) {
		this.limit = new Limit(watches, System.nanoTime() + HttpAttempt.DISCARD.toNanos(), SocketTimeoutException::new);
		close();
	}

	@Override
	public HttpStatusCode getStatusCode() throws IOException {
		return this.response.getStatusCode();
	}

	@Override
	public String getStatusText() throws IOException {
		return this.response.getStatusText();
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.response.getHeaders();
	}

	@Override
	public InputStream getBody() throws IOException {
		if (this.body == null) {
			InputStream stream = this.response.getBody();
			this.body = (this.limit != null) ? new LimitedBody(stream, watch(this.limit), this.limit, this::end)
					: stream;
		}
		return this.body;
	}

	@Override
	public void close() {
		try {
			// When time is up, the watch closes the stream. To do so as well could take
			// long:
			// HttpURLConnection reads what is left of it meanwhile, under a lock
			if (this.limit == null || drain(watch(this.limit))) {
				this.response.close();
			}
		}
		finally {
			end();
		}
	}

	/**
	 * Reads what is left of the body, as closing the response does, but as long as there
	 * is time only.
	 */
	private boolean drain(Watch watch) {
		try {
			StreamUtils.drain(getBody());
		}
		catch (IOException | RuntimeException ex) {
			// Whoever wanted the body has been told, and nobody else cares
		}
		return !watch.isOver();
	}

	private void end() {
		if (!this.ended) {
			this.ended = true;
			if (this.watch != null) {
				this.watch.end();
			}
			this.observation.stop();
		}
	}

	private Watch watch(Limit limit) {
		if (this.watch == null) {
			this.watch = limit.watches().start(null, limit.deadline() - System.nanoTime());
			this.watch.onExpiry((this.abort != null) ? this.abort : this::closeStream);
		}
		return this.watch;
	}

	private void closeStream() {
		try {
			this.response.getBody().close();
		}
		catch (IOException | RuntimeException ex) {
			// Whoever reads the body is told that time is up
		}
	}

	/**
	 * Limits the time in which a body can be read.
	 *
	 * @param watches keeps time
	 * @param deadline when time is up, by {@link System#nanoTime}
	 * @param failure makes what the reader gets then
	 */
	record Limit(Watches watches, long deadline, Supplier<SocketTimeoutException> failure) {

	}

	private static final class LimitedBody extends FilterInputStream {

		private final Watch watch;

		private final Limit limit;

		private final Runnable end;

		LimitedBody(InputStream stream, Watch watch, Limit limit, Runnable end) {
			super(stream);
			this.watch = watch;
			this.limit = limit;
			this.end = end;
		}

		// Those who keep the stream do not always close the response
		@Override
		public void close() throws IOException {
			try {
				if (!this.watch.isOver()) {
					super.close();
				}
			}
			finally {
				this.end.run();
			}
		}

		@Override
		public int read() throws IOException {
			return read(super::read);
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			return read(() -> super.read(bytes, offset, length));
		}

		private int read(Read read) throws IOException {
			if (this.watch.isOver()) {
				throw this.limit.failure().get();
			}
			try {
				int result = read.read();
				// A stream that the watch has closed may look as if it had ended, and one
				// that is being read all the time may never be closed
				if (!this.watch.isOver()) {
					return result;
				}
			}
			catch (IOException | RuntimeException ex) {
				if (!this.watch.isOver()) {
					throw ex;
				}
			}
			throw this.limit.failure().get();
		}

		private interface Read {

			int read() throws IOException;

		}

	}

}
