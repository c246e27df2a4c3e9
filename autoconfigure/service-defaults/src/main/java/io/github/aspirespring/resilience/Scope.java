// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.resilience;

/**
 * What a circuit breaker and a concurrency limit are about.
 */
enum Scope {

	/**
	 * One service: a service that fails does not cut off the others.
	 */
	SERVICE,

	/**
	 * All services, as in .NET.
	 */
	PROCESS

}
