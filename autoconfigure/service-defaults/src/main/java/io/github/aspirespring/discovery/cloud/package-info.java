// SPDX-License-Identifier: Apache-2.0

/**
 * Tells Spring Cloud, and so its load balancer, which endpoints services have.
 */
@NullMarked
package io.github.aspirespring.discovery.cloud;

import org.jspecify.annotations.NullMarked;
