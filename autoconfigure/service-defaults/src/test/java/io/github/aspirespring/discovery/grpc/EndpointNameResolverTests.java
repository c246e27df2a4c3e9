// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;

import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.client.GrpcChannelBuilderCustomizer;

import io.github.aspirespring.test.AppHostVariables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EndpointNameResolver}.
 */
class EndpointNameResolverTests {

	@Test
	void takesTheAddressesOfThisMachineForOneEndpoint() throws UnknownHostException {
		InetAddress[] localhost = { address("127.0.0.1"), address("::1") };
		assertThat(EndpointNameResolver.group(localhost, 80, Attributes.EMPTY)).singleElement()
			.extracting(EquivalentAddressGroup::getAddresses)
			.isEqualTo(List.of(new InetSocketAddress(localhost[0], 80), new InetSocketAddress(localhost[1], 80)));
	}

	@Test
	void takesTheAddressesOfAnyOtherNameForInstancesOfTheService() throws UnknownHostException {
		InetAddress[] pods = { address("10.0.0.1"), address("10.0.0.2") };
		Attributes attributes = Attributes.newBuilder()
			.set(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE, "catalog:80")
			.build();
		assertThat(EndpointNameResolver.group(pods, 80, attributes)).containsExactly(
				new EquivalentAddressGroup(new InetSocketAddress(pods[0], 80), attributes),
				new EquivalentAddressGroup(new InetSocketAddress(pods[1], 80), attributes));
	}

	@Test
	void leavesTheHostToTheProxyIfThereIsOne() {
		GrpcApplication.runner()
			.withUserConfiguration(Proxy.class)
			.withVariables(AppHostVariables.none().endpoint("catalog", "http", "http://missing.invalid:81"))
			.run((context) -> {
				assertThatExceptionOfType(StatusRuntimeException.class)
					.isThrownBy(() -> GrpcApplication.stub(context, "catalog").say())
					.havingRootCause()
					.isInstanceOf(ConnectException.class);
				assertThat(context.getBean(Proxy.class).target)
					.isEqualTo(InetSocketAddress.createUnresolved("missing.invalid", 81));
			});
	}

	private static InetAddress address(String text) throws UnknownHostException {
		return InetAddress.getAllByName(text)[0];
	}

	/**
	 * A proxy that does not answer.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Proxy {

		private volatile @Nullable InetSocketAddress target;

		@Bean
		GrpcChannelBuilderCustomizer<NettyChannelBuilder> proxyCustomizer() throws IOException {
			InetSocketAddress proxy = closedPort();
			return (channel, builder) -> builder.proxyDetector((address) -> {
				this.target = (InetSocketAddress) address;
				return HttpConnectProxiedSocketAddress.newBuilder()
					.setProxyAddress(proxy)
					.setTargetAddress(this.target)
					.build();
			});
		}

		private static InetSocketAddress closedPort() throws IOException {
			try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
				return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
			}
		}

	}

}
