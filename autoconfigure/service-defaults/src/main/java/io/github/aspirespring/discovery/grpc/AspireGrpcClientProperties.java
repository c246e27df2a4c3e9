// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of gRPC clients.
 *
 * @param deadline Time within which a unary call has to be answered if it has no deadline
 * of its own. Zero leaves such calls without. Unless set, there is one as soon as an
 * AppHost references a resource or a service.
 */
@ConfigurationProperties("aspire.grpc-client")
record AspireGrpcClientProperties(@Nullable Duration deadline) {

	static final Duration DEADLINE = Duration.ofSeconds(30);

}
