// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.context.properties.BoundConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientProperties;

/**
 * Tells which channels go to a service. Both what is handed to a channel factory as its
 * target and the names of channels in Spring Boot's properties are channels here, as
 * there.
 */
final class DiscoveredChannels {

	private static final ConfigurationPropertyName CHANNELS = ConfigurationPropertyName
		.of("spring.grpc.client.channel");

	private final ChannelEndpoints endpoints;

	private final GrpcClientProperties properties;

	private final ObjectProvider<BoundConfigurationProperties> bound;

	private final ConfigurableBeanFactory beanFactory;

	DiscoveredChannels(ChannelEndpoints endpoints, GrpcClientProperties properties,
			ObjectProvider<BoundConfigurationProperties> bound, ConfigurableBeanFactory beanFactory) {
		this.endpoints = endpoints;
		this.properties = properties;
		this.bound = bound;
		this.beanFactory = beanFactory;
	}

	/**
	 * Returns the service that a channel goes to: the one that its target names, else the
	 * one that it is named like.
	 * @param channel the channel
	 * @return the service, or {@code null} if the channel is left alone
	 */
	@Nullable ChannelTarget target(String channel) {
		String target = configuredTarget(channel);
		if (target != null) {
			return ChannelTarget.parse(target, this.endpoints);
		}
		if (this.properties.getChannel().containsKey(channel)) {
			return named(channel);
		}
		String resolved = Objects.requireNonNullElse(this.beanFactory.resolveEmbeddedValue(channel), channel);
		ChannelTarget direct = ChannelTarget.parse(resolved, this.endpoints);
		return (direct != null) ? direct : named(resolved);
	}

	/**
	 * Tells whether Spring Boot's properties turn TLS on and leave open what is trusted.
	 * @param channel the channel
	 * @return whether they do
	 */
	boolean leavesTrustOpen(String channel) {
		Map<String, GrpcClientProperties.Channel> configured = this.properties.getChannel();
		GrpcClientProperties.Channel properties = configured.getOrDefault(channel, configured.get("default"));
		return properties != null && Boolean.TRUE.equals(properties.getSsl().getEnabled())
				&& properties.getSsl().getBundle() == null && !properties.isBypassCertificateValidation();
	}

	private @Nullable ChannelTarget named(String channel) {
		return this.endpoints.has(channel) ? ChannelTarget.of(channel, this.endpoints) : null;
	}

	private @Nullable String configuredTarget(String channel) {
		GrpcClientProperties.Channel configured = this.properties.getChannel().get(channel);
		if (configured == null) {
			return null;
		}
		// A channel that has other settings only has Spring Boot's default as its target
		boolean untouched = configured.getTarget().equals(new GrpcClientProperties.Channel().getTarget());
		return (untouched && !isBound(channel)) ? null : configured.getTarget();
	}

	private boolean isBound(String channel) {
		BoundConfigurationProperties properties = this.bound.getIfAvailable();
		return properties != null && properties.getAll().keySet().stream().anyMatch((name) -> isTarget(name, channel));
	}

	private static boolean isTarget(ConfigurationPropertyName name, String channel) {
		int element = CHANNELS.getNumberOfElements();
		return name.getNumberOfElements() == element + 2 && CHANNELS.isAncestorOf(name)
				&& name.getElement(element, Form.ORIGINAL).equals(channel)
				&& name.getLastElement(Form.UNIFORM).equals("target");
	}

}
