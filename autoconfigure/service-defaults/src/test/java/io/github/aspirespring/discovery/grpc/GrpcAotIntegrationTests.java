// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.CompositeChannelFactoryAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.test.AheadOfTimeRunner;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests an application that was processed ahead of time where no AppHost was.
 */
@CompileWithForkedClassLoader
class GrpcAotIntegrationTests {

	@Test
	void reachesTheServicesOfTheRun(@TempDir Path folder) {
		TestCertificates certificates = TestCertificates.create(folder, "dns:localhost");
		try (EchoServer plain = EchoServer.start("plain");
				EchoServer secure = EchoServer.start("secure", certificates)) {
			new AheadOfTimeRunner(Application.class)
				.withVariables(AppHostVariables.none()
					.endpoint("catalog", "http", plain.address("http"))
					.endpoint("orders", "https", secure.address("https")))
				.withApplicationProperties(Map.of("spring.grpc.client.channel.default.ssl.bundle", "test",
						"spring.ssl.bundle.pem.test.truststore.certificate", "file:" + certificates.authority()))
				.run((context) -> {
					assertThat(GrpcApplication.stub(context, "catalog").say().name()).isEqualTo("plain");
					assertThat(GrpcApplication.stub(context, "https+http://orders").say().name()).isEqualTo("secure");
				});
		}
	}

	@Test
	void leavesChannelWithTargetOfItsOwnAlone() {
		new AheadOfTimeRunner(Application.class)
			.withVariables(AppHostVariables.none().endpoint("catalog", "http", "http://localhost:1"))
			.withApplicationProperties(Map.of("spring.grpc.client.channel.catalog.target", "static://localhost:9090"))
			.run((context) -> assertThat(context.getBean(DiscoveredChannels.class).target("catalog")).isNull());
	}

	@Test
	void leavesChannelsAloneWithoutVariables() {
		try (EchoServer server = EchoServer.start("one")) {
			new AheadOfTimeRunner(Application.class)
				.withApplicationProperties(
						Map.of("spring.grpc.client.channel.catalog.target", "static://localhost:" + server.port()))
				.run((context) -> assertThat(GrpcApplication.stub(context, "catalog").say().name()).isEqualTo("one"));
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AspireAutoConfiguration.class, AspireServiceDiscoveryAutoConfiguration.class,
			AspireGrpcClientAutoConfiguration.class, AspireGrpcDiscoveryAutoConfiguration.class,
			CompositeChannelFactoryAutoConfiguration.class, GrpcClientAutoConfiguration.class,
			SslAutoConfiguration.class })
	static class Application {

	}

}
