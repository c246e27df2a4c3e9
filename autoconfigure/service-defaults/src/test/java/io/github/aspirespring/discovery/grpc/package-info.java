// SPDX-License-Identifier: Apache-2.0

/**
 * Tests of service discovery for gRPC.
 */
@NullMarked
package io.github.aspirespring.discovery.grpc;

import org.jspecify.annotations.NullMarked;
