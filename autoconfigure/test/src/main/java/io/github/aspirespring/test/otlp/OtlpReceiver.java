// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.otlp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Receives traces, metrics and logs over OTLP, by gRPC on one port of the loopback
 * interface and by HTTP with binary protobuf on another. It rejects what the dashboard of
 * an AppHost rejects, answers with the number of rejected items as the dashboard does,
 * and says why. Of each signal it keeps what came last, up to a capacity. All methods may
 * be called by any thread.
 *
 * <pre class="code">
 * try (OtlpReceiver receiver = OtlpReceiver.builder().apiKey("secret").start()) {
 *     // run an application with receiver.grpcEndpoint() as OTEL_EXPORTER_OTLP_ENDPOINT
 *     receiver.await(Duration.ofSeconds(10), (received) -&gt; !received.spans().isEmpty());
 * }
 * </pre>
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/">OTLP</a>
 * @see <a href=
 * "https://github.com/microsoft/aspire/tree/main/src/Aspire.Dashboard/Otlp">Aspire
 * dashboard</a>
 */
public final class OtlpReceiver implements AutoCloseable {

	private final Inbox inbox;

	private final Admission admission;

	private final GrpcPort grpc;

	private final HttpPort http;

	private OtlpReceiver(Builder builder) throws IOException {
		this.inbox = new Inbox(builder.capacity);
		this.admission = new Admission(builder.apiKey, this.inbox::wake);
		this.grpc = new GrpcPort(builder.grpcPort, builder.tls, this.admission, this.inbox);
		try {
			this.http = new HttpPort(builder.httpPort, builder.tls, this.admission, this.inbox);
		}
		catch (IOException | RuntimeException ex) {
			this.grpc.close();
			throw ex;
		}
	}

	/**
	 * Returns a builder of a receiver that wants no key, speaks plain text and has free
	 * ports.
	 * @return a builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Starts a receiver that wants no key, speaks plain text and has free ports.
	 * @return a running receiver
	 */
	public static OtlpReceiver start() {
		return builder().start();
	}

	/**
	 * Returns the address for OTLP over gRPC, without a path.
	 * @return a URL with the scheme {@code http} or {@code https}
	 */
	public String grpcEndpoint() {
		return this.grpc.address();
	}

	/**
	 * Returns the address for OTLP over HTTP, without the path of a signal.
	 * @return a URL with the scheme {@code http} or {@code https}
	 */
	public String httpEndpoint() {
		return this.http.address();
	}

	/**
	 * Returns the spans that have been received, the earliest first.
	 * @return a copy
	 */
	public List<ReceivedSpan> spans() {
		return this.inbox.spans();
	}

	/**
	 * Returns the metrics that have been received, the earliest first: a metric is here
	 * as often as it has been exported.
	 * @return a copy
	 */
	public List<ReceivedMetric> metrics() {
		return this.inbox.metrics();
	}

	/**
	 * Returns the log records that have been received, the earliest first.
	 * @return a copy
	 */
	public List<ReceivedLog> logs() {
		return this.inbox.logs();
	}

	/**
	 * Returns what has been rejected. It is not among what has been received.
	 * @return a copy
	 */
	public List<Rejection> rejections() {
		return this.inbox.rejections();
	}

	/**
	 * Returns how many requests had no key or a wrong one.
	 * @return a number from 0 on
	 */
	public long unauthenticated() {
		return this.admission.refusals();
	}

	/**
	 * Forgets everything that has been received and rejected. Series of metrics go on:
	 * what changes their buckets is rejected still.
	 */
	public void clear() {
		this.inbox.clear();
	}

	/**
	 * Waits until a condition holds, which is checked whenever something arrives.
	 * @param deadline how long to wait at most
	 * @param condition what is waited for
	 * @return whether it holds
	 */
	public boolean await(Duration deadline, Predicate<OtlpReceiver> condition) {
		return this.inbox.await(deadline, () -> condition.test(this));
	}

	/**
	 * Stops listening and breaks all connections. What has been received stays.
	 */
	@Override
	public void close() {
		this.http.close();
		this.grpc.close();
	}

	@Override
	public String toString() {
		return grpcEndpoint() + " (gRPC), " + httpEndpoint() + " (HTTP): " + this.inbox + ", " + unauthenticated()
				+ " unauthenticated requests";
	}

	/**
	 * Builds a receiver.
	 */
	public static final class Builder {

		private int capacity = 10_000;

		private int grpcPort;

		private int httpPort;

		private @Nullable String apiKey;

		private @Nullable TlsFiles tls;

		private Builder() {
		}

		/**
		 * Sets the key that requests have to bring in the header {@code x-otlp-api-key}.
		 * @param apiKey the key, or {@code null} to admit everybody
		 * @return this builder
		 */
		public Builder apiKey(@Nullable String apiKey) {
			this.apiKey = apiKey;
			return this;
		}

		/**
		 * Makes both ports speak TLS.
		 * @param certificate the certificate of the server, a PEM file
		 * @param key its key, a PEM file with PKCS #8
		 * @return this builder
		 */
		public Builder tls(Path certificate, Path key) {
			this.tls = new TlsFiles(certificate, key);
			return this;
		}

		/**
		 * Sets the port for gRPC.
		 * @param port a port, or 0 for a free one
		 * @return this builder
		 */
		public Builder grpcPort(int port) {
			this.grpcPort = port;
			return this;
		}

		/**
		 * Sets the port for HTTP.
		 * @param port a port, or 0 for a free one
		 * @return this builder
		 */
		public Builder httpPort(int port) {
			this.httpPort = port;
			return this;
		}

		/**
		 * Sets how many items of each signal are kept, 10 000 unless set, as on the
		 * dashboard.
		 * @param capacity a number of items
		 * @return this builder
		 */
		public Builder capacity(int capacity) {
			this.capacity = capacity;
			return this;
		}

		/**
		 * Starts the receiver.
		 * @return a running receiver
		 */
		public OtlpReceiver start() {
			try {
				return new OtlpReceiver(this);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
