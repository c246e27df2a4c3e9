// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.stub.AbstractBlockingStub;
import io.grpc.stub.ClientCalls;

/**
 * A service whose messages are strings, in the shape of generated code. Spring finds its
 * parts by reflection, so they are public.
 */
public final class EchoGrpc {

	static final String SERVICE = "test.Echo";

	/**
	 * Asks for the {@link EchoServer.Reply}.
	 */
	static final MethodDescriptor<String, String> SAY = method(MethodType.UNARY, "Say");

	/**
	 * Asks for the same on a stream.
	 */
	static final MethodDescriptor<String, String> STREAM = method(MethodType.SERVER_STREAMING, "Stream");

	private EchoGrpc() {
	}

	/**
	 * Creates a stub.
	 * @param channel the channel
	 * @return the stub
	 */
	public static EchoBlockingStub newBlockingStub(Channel channel) {
		return new EchoBlockingStub(channel, CallOptions.DEFAULT);
	}

	private static MethodDescriptor<String, String> method(MethodType type, String name) {
		return MethodDescriptor.<String, String>newBuilder()
			.setType(type)
			.setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
			.setRequestMarshaller(new TextMarshaller())
			.setResponseMarshaller(new TextMarshaller())
			.build();
	}

	/**
	 * A client that waits for its answers.
	 */
	public static final class EchoBlockingStub extends AbstractBlockingStub<EchoBlockingStub> {

		EchoBlockingStub(Channel channel, CallOptions options) {
			super(channel, options);
		}

		@Override
		protected EchoBlockingStub build(Channel channel, CallOptions options) {
			return new EchoBlockingStub(channel, options);
		}

		EchoServer.Reply say() {
			return say("hello");
		}

		EchoServer.Reply say(String text) {
			return EchoServer.Reply.parse(ClientCalls.blockingUnaryCall(getChannel(), SAY, getCallOptions(), text));
		}

		EchoServer.Reply stream() {
			Iterator<String> answers = ClientCalls.blockingServerStreamingCall(getChannel(), STREAM, getCallOptions(),
					"hello");
			return EchoServer.Reply.parse(answers.next());
		}

		EchoBlockingStub within(int seconds) {
			return withDeadlineAfter(seconds, TimeUnit.SECONDS);
		}

	}

	private static final class TextMarshaller implements MethodDescriptor.Marshaller<String> {

		@Override
		public InputStream stream(String value) {
			return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
		}

		@Override
		public String parse(InputStream stream) {
			try {
				return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
