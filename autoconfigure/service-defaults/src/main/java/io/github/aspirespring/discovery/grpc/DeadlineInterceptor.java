// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import java.time.Duration;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import org.jspecify.annotations.Nullable;

import org.springframework.grpc.client.interceptor.DefaultDeadlineSetupClientInterceptor;

/**
 * Gives unary calls a deadline if they have none: by default gRPC waits forever. Streams
 * may well live long.
 *
 * @see <a href="https://grpc.io/docs/guides/deadlines/">Deadlines</a>
 */
final class DeadlineInterceptor implements ClientInterceptor {

	private final @Nullable ClientInterceptor interceptor;

	DeadlineInterceptor(Duration deadline) {
		this.interceptor = (deadline.isZero() || deadline.isNegative()) ? null
				: new DefaultDeadlineSetupClientInterceptor(deadline);
	}

	@Override
	public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
		return (this.interceptor != null && method.getType() == MethodType.UNARY)
				? this.interceptor.interceptCall(method, options, next) : next.newCall(method, options);
	}

}
