// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.CompositeChannelFactoryAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.grpc.client.ChannelBuilderOptions;
import org.springframework.grpc.client.GrpcChannelFactory;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.boot.trust.AspireTrustAutoConfiguration;
import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with Spring Boot's gRPC client.
 */
final class GrpcApplication {

	private GrpcApplication() {
	}

	static AspireContextRunner runner() {
		return new AspireContextRunner().withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class,
				AspireServiceDiscoveryAutoConfiguration.class, AspireGrpcClientAutoConfiguration.class,
				AspireGrpcDiscoveryAutoConfiguration.class, CompositeChannelFactoryAutoConfiguration.class,
				GrpcClientAutoConfiguration.class, PropertyPlaceholderAutoConfiguration.class,
				AspireTrustAutoConfiguration.class, SslAutoConfiguration.class));
	}

	/**
	 * Returns a stub on a new channel.
	 */
	static EchoGrpc.EchoBlockingStub stub(ApplicationContext context, String channel) {
		return EchoGrpc
			.newBlockingStub(context.getBean(GrpcChannelFactory.class)
				.createChannel(channel, ChannelBuilderOptions.defaults().withShutdownGracePeriod(Duration.ZERO)))
			.within(20);
	}

	/**
	 * Calls until every connection is made and returns how often each server answered
	 * twenty calls then.
	 */
	static Map<String, Integer> spread(EchoGrpc.EchoBlockingStub stub, int servers) {
		Map<String, Integer> seen = new TreeMap<>();
		for (int i = 0; i < 1000 && seen.size() < servers; i++) {
			seen.merge(stub.say().name(), 1, Integer::sum);
		}
		assertThat(seen).hasSize(servers);
		Map<String, Integer> spread = new TreeMap<>();
		for (int i = 0; i < 20; i++) {
			spread.merge(stub.say().name(), 1, Integer::sum);
		}
		return spread;
	}

}
