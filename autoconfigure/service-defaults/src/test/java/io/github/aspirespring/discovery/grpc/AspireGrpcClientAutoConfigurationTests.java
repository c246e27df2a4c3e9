// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import io.grpc.StatusRuntimeException;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ApplicationContext;
import org.springframework.grpc.client.GrpcChannelFactory;

import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AspireGrpcClientAutoConfiguration}.
 */
class AspireGrpcClientAutoConfigurationTests {

	private final AspireContextRunner runner = GrpcApplication.runner()
		.withVariables(AppHostVariables.none().endpoint("orders", "http", "http://localhost:1"));

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			x=y                                                    | 30
			aspire.grpc-client.deadline=7s                         | 7
			aspire.grpc-client.deadline=0                          | -1
			spring.grpc.client.channel.default.default.deadline=3s | 3
			aspire.enabled=false                                   | -1
			""")
	void givesUnaryCallsDeadline(String property, long seconds) {
		try (EchoServer server = EchoServer.start("one")) {
			this.runner.withApplicationProperties(property)
				.run((context) -> assertThat(stub(context, server).say().seconds()).isEqualTo(seconds));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			x=y                            | -1
			aspire.grpc-client.deadline=7s | 7
			""")
	void givesNoneOfItsOwnWithoutAppHost(String property, long seconds) {
		try (EchoServer server = EchoServer.start("one")) {
			GrpcApplication.runner()
				.withApplicationProperties(property)
				.run((context) -> assertThat(stub(context, server).say().seconds()).isEqualTo(seconds));
		}
	}

	@Test
	void leavesDeadlineOfCallAlone() {
		try (EchoServer server = EchoServer.start("one")) {
			this.runner.run((context) -> {
				assertThat(stub(context, server).within(5).say().seconds()).isEqualTo(5);
				assertThat(stub(context, server).within(90).say().seconds()).isEqualTo(90);
			});
		}
	}

	@Test
	void leavesStreamsWithoutDeadline() {
		try (EchoServer server = EchoServer.start("one")) {
			this.runner.run((context) -> assertThat(stub(context, server).stream().seconds())
				.isEqualTo(EchoServer.Reply.NO_DEADLINE));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "catalog", "https+http://_http.catalog" })
	void addsEndpointToObservations(String channel) {
		TestObservationRegistry registry = TestObservationRegistry.create();
		try (EchoServer server = EchoServer.start("one")) {
			observed(registry)
				.withVariables(AppHostVariables.none().endpoint("catalog", "http", server.address("http")))
				.run((context) -> {
					GrpcApplication.stub(context, channel).say();
					TestObservationRegistryAssert.assertThat(registry)
						.hasObservationWithNameEqualTo("grpc.client")
						.that()
						.hasBeenStopped()
						.hasHighCardinalityKeyValue("server.address", "localhost")
						.hasHighCardinalityKeyValue("server.port", String.valueOf(server.port()))
						.hasLowCardinalityKeyValue("net.peer.name", "catalog")
						.doesNotHaveLowCardinalityKeyValueWithKey("server.address")
						.doesNotHaveLowCardinalityKeyValueWithKey("server.port");
				});
		}
	}

	@Test
	void leavesObservationAloneIfNobodyAnswers() {
		TestObservationRegistry registry = TestObservationRegistry.create();
		observed(registry).withVariables(AppHostVariables.none().endpoint("catalog", "http", "http://localhost:1"))
			.run((context) -> {
				assertThatExceptionOfType(StatusRuntimeException.class)
					.isThrownBy(() -> GrpcApplication.stub(context, "catalog").say());
				TestObservationRegistryAssert.assertThat(registry)
					.hasObservationWithNameEqualTo("grpc.client")
					.that()
					.hasBeenStopped()
					.doesNotHaveHighCardinalityKeyValueWithKey("server.address");
			});
	}

	@Test
	void leavesObservationOfSomethingElseAlone() {
		TestObservationRegistry registry = TestObservationRegistry.create();
		try (EchoServer server = EchoServer.start("one")) {
			observed(registry).withApplicationProperties("spring.grpc.client.observation.enabled=false")
				.run((context) -> {
					assertThat(context).doesNotHaveBean(EndpointObservationInterceptor.class);
					Observation.createNotStarted("other", registry).observe(() -> stub(context, server).say());
				});
			TestObservationRegistryAssert.assertThat(registry)
				.hasObservationWithNameEqualTo("other")
				.that()
				.doesNotHaveHighCardinalityKeyValueWithKey("server.address");
		}
	}

	@Test
	void worksWithoutMicrometer() {
		try (EchoServer server = EchoServer.start("one")) {
			this.runner.withClassLoader(new FilteredClassLoader("io.micrometer"))
				.run((context) -> assertThat(stub(context, server).say().seconds()).isEqualTo(30));
		}
	}

	private AspireContextRunner observed(TestObservationRegistry registry) {
		return this.runner.withConfiguration(AutoConfigurations.of(GrpcClientObservationAutoConfiguration.class))
			.withBean(TestObservationRegistry.class, () -> registry);
	}

	private static EchoGrpc.EchoBlockingStub stub(ApplicationContext context, EchoServer server) {
		return EchoGrpc.newBlockingStub(
				context.getBean(GrpcChannelFactory.class).createChannel("static://localhost:" + server.port()));
	}

}
