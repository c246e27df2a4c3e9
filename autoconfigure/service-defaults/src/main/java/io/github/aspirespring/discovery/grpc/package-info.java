// SPDX-License-Identifier: Apache-2.0

/**
 * Service discovery and defaults for the gRPC channels of Spring Boot.
 */
@NullMarked
package io.github.aspirespring.discovery.grpc;

import org.jspecify.annotations.NullMarked;
