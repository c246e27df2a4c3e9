// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of gRPC clients.
 *
 * @param deadline Time within which a unary call has to be answered if it has no deadline
 * of its own. Zero leaves such calls without.
 */
@ConfigurationProperties("aspire.grpc-client")
record AspireGrpcClientProperties(@DefaultValue("30s") Duration deadline) {

}
