// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.otlp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import org.jspecify.annotations.Nullable;

/**
 * OTLP over gRPC. Messages have at most 4 MiB, gRPC's default and the dashboard's.
 */
final class GrpcPort implements AutoCloseable {

	private static final Metadata.Key<String> API_KEY = Metadata.Key.of(Admission.HEADER,
			Metadata.ASCII_STRING_MARSHALLER);

	private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

	private final Server server;

	private final String address;

	GrpcPort(int port, @Nullable TlsFiles tls, Admission admission, Inbox inbox) throws IOException {
		ServerCredentials credentials = (tls != null)
				? TlsServerCredentials.create(tls.certificate().toFile(), tls.key().toFile())
				: InsecureServerCredentials.create();
		this.server = NettyServerBuilder
			.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), credentials)
			.bossEventLoopGroup(this.threads)
			.workerEventLoopGroup(this.threads)
			.channelType(NioServerSocketChannel.class)
			.intercept(new Authentication(admission))
			.addService(new Traces(inbox))
			.addService(new Metrics(inbox))
			.addService(new Logs(inbox))
			.build();
		try {
			this.server.start();
		}
		catch (IOException ex) {
			stopThreads();
			throw ex;
		}
		this.address = ((tls != null) ? "https" : "http") + "://localhost:" + this.server.getPort();
	}

	String address() {
		return this.address;
	}

	@Override
	public void close() {
		this.server.shutdownNow();
		try {
			this.server.awaitTermination(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		stopThreads();
	}

	// The port is free for the next one when its selector is closed, not before
	private void stopThreads() {
		this.threads.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
	}

	private static <T> void answer(StreamObserver<T> observer, T answer) {
		observer.onNext(answer);
		observer.onCompleted();
	}

	private record Authentication(Admission admission) implements ServerInterceptor {

		@Override
		public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
				ServerCallHandler<Q, R> next) {
			if (this.admission.admits(headers.get(API_KEY))) {
				return next.startCall(call, headers);
			}
			call.close(Status.UNAUTHENTICATED.withDescription("Missing or wrong " + Admission.HEADER), new Metadata());
			return new ServerCall.Listener<>() {
			};
		}

	}

	private static final class Traces extends TraceServiceGrpc.TraceServiceImplBase {

		private final Inbox inbox;

		Traces(Inbox inbox) {
			this.inbox = inbox;
		}

		@Override
		public void export(ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> observer) {
			answer(observer, this.inbox.add(request));
		}

	}

	private static final class Metrics extends MetricsServiceGrpc.MetricsServiceImplBase {

		private final Inbox inbox;

		Metrics(Inbox inbox) {
			this.inbox = inbox;
		}

		@Override
		public void export(ExportMetricsServiceRequest request, StreamObserver<ExportMetricsServiceResponse> observer) {
			answer(observer, this.inbox.add(request));
		}

	}

	private static final class Logs extends LogsServiceGrpc.LogsServiceImplBase {

		private final Inbox inbox;

		Logs(Inbox inbox) {
			this.inbox = inbox;
		}

		@Override
		public void export(ExportLogsServiceRequest request, StreamObserver<ExportLogsServiceResponse> observer) {
			answer(observer, this.inbox.add(request));
		}

	}

}
