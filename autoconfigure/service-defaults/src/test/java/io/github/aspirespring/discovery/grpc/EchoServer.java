// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import org.jspecify.annotations.Nullable;

import io.github.aspirespring.test.TestCertificates;

/**
 * A real server on the loopback interface, which answers with what it saw of the call.
 */
final class EchoServer implements AutoCloseable {

	private final Server server;

	private final int port;

	private EchoServer(Server server) {
		this.server = server;
		this.port = server.getPort();
	}

	static EchoServer start(String name) {
		return start(name, 0, InsecureServerCredentials.create());
	}

	static EchoServer start(String name, int port) {
		return start(name, port, InsecureServerCredentials.create());
	}

	static EchoServer start(String name, TestCertificates certificates) {
		File certificate = certificates.certificate().toFile();
		try {
			return start(name, 0, TlsServerCredentials.create(certificate, certificates.key().toFile()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static EchoServer start(String name, int port, ServerCredentials credentials) {
		try {
			return new EchoServer(NettyServerBuilder.forAddress(new InetSocketAddress("localhost", port), credentials)
				.addService(service(name))
				.build()
				.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static ServerServiceDefinition service(String name) {
		return ServerServiceDefinition.builder(EchoGrpc.SERVICE)
			.addMethod(EchoGrpc.SAY, handler(name))
			.addMethod(EchoGrpc.STREAM, handler(name))
			.build();
	}

	private static ServerCallHandler<String, String> handler(String name) {
		return (call, headers) -> {
			call.request(1);
			return new ServerCall.Listener<>() {

				@Override
				public void onMessage(String message) {
					call.sendHeaders(new Metadata());
					call.sendMessage(new Reply(name, call.getAuthority(), secondsLeft()).toString());
					call.close(Status.OK, new Metadata());
				}

			};
		};
	}

	private static long secondsLeft() {
		Deadline deadline = Context.current().getDeadline();
		// Rounded, as some of the time has passed already
		return (deadline != null) ? (deadline.timeRemaining(TimeUnit.MILLISECONDS) + 999) / 1000 : Reply.NO_DEADLINE;
	}

	int port() {
		return this.port;
	}

	String address(String scheme) {
		return scheme + "://localhost:" + port();
	}

	/**
	 * Breaks off all calls, as the end of a process does.
	 */
	@Override
	public void close() {
		this.server.shutdownNow();
		awaitTermination();
	}

	/**
	 * Completes the calls that have arrived, as Spring Boot does on a signal.
	 */
	void stop() {
		this.server.shutdown();
		awaitTermination();
	}

	private void awaitTermination() {
		try {
			if (!this.server.awaitTermination(10, TimeUnit.SECONDS)) {
				throw new IllegalStateException("The server does not stop");
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What a server saw of a call.
	 *
	 * @param name the name of the server
	 * @param authority what the client takes the server for
	 * @param seconds the time left to answer
	 */
	record Reply(String name, @Nullable String authority, long seconds) {

		static final long NO_DEADLINE = -1;

		static Reply parse(String text) {
			String[] parts = text.split(" ");
			return new Reply(parts[0], parts[1], Long.parseLong(parts[2]));
		}

		@Override
		public String toString() {
			return this.name + " " + this.authority + " " + this.seconds;
		}

	}

}
