// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import java.time.Duration;

import io.grpc.ManagedChannelBuilder;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.client.GrpcChannelBuilderCustomizer;

/**
 * Gives a channel that goes to a service a name resolver of its own. gRPC's registry of
 * name resolvers is the same for all applications in a JVM, and what a name means differs
 * between them.
 *
 * @param <B> the type of the builder
 * @param channels the channels that go to a service
 * @param endpoints the endpoints of services
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
record DiscoveredChannelCustomizer<B extends ManagedChannelBuilder<B>>(DiscoveredChannels channels,
		ChannelEndpoints endpoints) implements GrpcChannelBuilderCustomizer<B> {

	/**
	 * .NET looks again after a minute, too.
	 */
	private static final Duration REFRESH_PERIOD = Duration.ofMinutes(1);

	@Override
	@SuppressWarnings("deprecation") // nothing else keeps it out of the registry
	public void customize(String channel, B builder) {
		ChannelTarget target = isInProcess(builder) ? null : this.channels.target(channel);
		if (target != null) {
			builder.nameResolverFactory(new EndpointNameResolverProvider(target, this.endpoints, REFRESH_PERIOD));
		}
	}

	// As in tests, whatever the target is. The class may be missing
	private static boolean isInProcess(ManagedChannelBuilder<?> builder) {
		return builder.getClass().getName().startsWith("io.grpc.inprocess.");
	}

}
