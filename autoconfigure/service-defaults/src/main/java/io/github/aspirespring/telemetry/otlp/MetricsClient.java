// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import com.google.protobuf.ByteString;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import org.jspecify.annotations.Nullable;

import io.github.aspirespring.telemetry.otlp.MetricsTransportProperties.Transport;

/**
 * Sends metrics by what OpenTelemetry sends traces and logs with.
 */
final class MetricsClient implements AutoCloseable {

	// The sender itself gives up in time: this is for one that forgets to say so
	private static final Duration GRACE = Duration.ofSeconds(5);

	private final Duration patience;

	private final Exchange exchange;

	private final Supplier<CompletableResultCode> shutdown;

	private MetricsClient(SenderConfig config, Exchange exchange, Supplier<CompletableResultCode> shutdown) {
		this.patience = config.timeout().plus(GRACE);
		this.exchange = exchange;
		this.shutdown = shutdown;
	}

	static MetricsClient create(Transport transport, SenderConfig config) {
		if (transport == Transport.GRPC) {
			GrpcSender sender = provider(GrpcSenderProvider.class).createSender(config);
			return new MetricsClient(config, (message, answer) -> sender.send(message,
					(response) -> answer.complete(answer(response)), answer::completeExceptionally), sender::shutdown);
		}
		HttpSender sender = provider(HttpSenderProvider.class).createSender(config);
		return new MetricsClient(config, (message, answer) -> sender.send(message,
				(response) -> answer.complete(answer(response)), answer::completeExceptionally), sender::shutdown);
	}

	/**
	 * Checks that there is something to send with.
	 * @throws IllegalStateException if there is not
	 */
	static void check(Transport transport) {
		Class<?> provider = (transport == Transport.GRPC) ? GrpcSenderProvider.class : HttpSenderProvider.class;
		provider(provider);
	}

	Answer send(ByteString message) {
		CompletableFuture<Answer> answer = new CompletableFuture<>();
		try {
			this.exchange.start(new Message(message), answer);
			return answer.get(this.patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			return new Answer(ByteString.EMPTY, ExportFailure.of(ex.getCause()));
		}
		catch (RuntimeException ex) {
			return new Answer(ByteString.EMPTY, ExportFailure.of(ex));
		}
		catch (TimeoutException ex) {
			return new Answer(ByteString.EMPTY,
					new ExportFailure("no answer within " + this.patience.toSeconds() + " s", ""));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return new Answer(ByteString.EMPTY, new ExportFailure("interrupted", ""));
		}
	}

	@Override
	public void close() {
		this.shutdown.get().join(GRACE.toMillis(), TimeUnit.MILLISECONDS);
	}

	private static <T> T provider(Class<T> type) {
		return ServiceLoader.load(type, type.getClassLoader())
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("No " + type.getName()
					+ " sends metrics: add io.opentelemetry:opentelemetry-exporter-sender-okhttp"));
	}

	private static Answer answer(GrpcResponse response) {
		boolean success = response.getStatusCode() == GrpcStatusCode.OK;
		return new Answer(ByteString.copyFrom(response.getResponseMessage()),
				success ? null : ExportFailure.of(response));
	}

	private static Answer answer(HttpResponse response) {
		boolean success = response.getStatusCode() >= 200 && response.getStatusCode() < 300;
		return new Answer(ByteString.copyFrom(response.getResponseBody()), success ? null : ExportFailure.of(response));
	}

	/**
	 * What became of an export.
	 */
	record Answer(ByteString message, @Nullable ExportFailure failure) {

	}

	private interface Exchange {

		void start(MessageWriter message, CompletableFuture<Answer> answer);

	}

	private record Message(ByteString content) implements MessageWriter {

		@Override
		public void writeMessage(OutputStream output) throws IOException {
			this.content.writeTo(output);
		}

		@Override
		public int getContentLength() {
			return this.content.size();
		}

	}

}
