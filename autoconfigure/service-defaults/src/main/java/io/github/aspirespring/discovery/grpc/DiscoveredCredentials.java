// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.grpc.client.ChannelCredentialsProvider;

import io.github.aspirespring.environment.ServiceEndpoint;

/**
 * Uses TLS where the endpoint of a service is served over TLS, and nowhere else. What is
 * trusted is left to Spring Boot's properties, else to the JVM and the AppHost.
 *
 * @param configured what Spring Boot's properties say
 * @param trust what is trusted unless they say it, or {@code null} for what the JVM
 * trusts
 * @param channels the channels that go to a service
 * @param endpoints the endpoints of services
 */
record DiscoveredCredentials(ChannelCredentialsProvider configured, @Nullable SslBundle trust,
		DiscoveredChannels channels, ChannelEndpoints endpoints) implements ChannelCredentialsProvider {

	private static final Log logger = LogFactory.getLog(DiscoveredCredentials.class);

	@Override
	public ChannelCredentials getChannelCredentials(String channel) {
		ChannelCredentials credentials = (this.trust != null && this.channels.leavesTrustOpen(channel)) ? tls()
				: this.configured.getChannelCredentials(channel);
		ChannelTarget target = this.channels.target(channel);
		if (target == null) {
			return credentials;
		}
		ServiceEndpoint endpoint = this.endpoints.decisive(target);
		Boolean secure = (endpoint != null) ? Boolean.valueOf(ChannelEndpoints.isSecure(endpoint))
				: target.secureByDefault();
		return choose(credentials, secure, channel, endpoint);
	}

	private ChannelCredentials choose(ChannelCredentials credentials, @Nullable Boolean secure, String channel,
			@Nullable ServiceEndpoint endpoint) {
		boolean tls = !(credentials instanceof InsecureChannelCredentials);
		if (secure == null || secure == tls) {
			return credentials;
		}
		if (secure) {
			return tls();
		}
		logger.warn("The gRPC channel '" + channel + "' does without TLS, although its properties ask for it: "
				+ ((endpoint != null) ? endpoint.source() : "its target") + " is served without");
		return InsecureChannelCredentials.create();
	}

	private ChannelCredentials tls() {
		if (this.trust == null) {
			return TlsChannelCredentials.create();
		}
		return TlsChannelCredentials.newBuilder()
			.trustManager(this.trust.getManagers().getTrustManagers())
			.keyManager(this.trust.getManagers().getKeyManagers())
			.build();
	}

}
