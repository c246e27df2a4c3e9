// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import java.net.URI;
import java.time.Duration;

import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;

/**
 * Resolves the target of one channel.
 */
final class EndpointNameResolverProvider extends NameResolverProvider {

	private static final int NORMAL_PRIORITY = 5;

	private final ChannelTarget target;

	private final ChannelEndpoints endpoints;

	private final Duration refreshPeriod;

	EndpointNameResolverProvider(ChannelTarget target, ChannelEndpoints endpoints, Duration refreshPeriod) {
		this.target = target;
		this.endpoints = endpoints;
		this.refreshPeriod = refreshPeriod;
	}

	/**
	 * Returns a resolver whatever the address is: that of a channel which is only named
	 * is its name or Spring Boot's default.
	 */
	@Override
	public NameResolver newNameResolver(URI address, NameResolver.Args args) {
		return new EndpointNameResolver(this.target, this.endpoints, this.refreshPeriod, args);
	}

	@Override
	public String getDefaultScheme() {
		return this.target.scheme();
	}

	@Override
	protected boolean isAvailable() {
		return true;
	}

	@Override
	protected int priority() {
		return NORMAL_PRIORITY;
	}

}
