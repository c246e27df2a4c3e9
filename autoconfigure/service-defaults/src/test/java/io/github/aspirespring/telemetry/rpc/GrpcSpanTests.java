// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.rpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.grpc.ObservationGrpcServerInterceptor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.CompositeChannelFactoryAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientObservationAutoConfiguration;
import org.springframework.boot.grpc.server.health.GrpcServerHealth;
import org.springframework.boot.grpc.server.health.HealthCheckedGrpcComponent;
import org.springframework.boot.grpc.server.health.HealthCheckedGrpcComponents;
import org.springframework.boot.health.registry.DefaultHealthContributorRegistry;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.ApplicationContext;
import org.springframework.grpc.client.GrpcChannelFactory;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.discovery.grpc.AspireGrpcClientAutoConfiguration;
import io.github.aspirespring.discovery.grpc.AspireGrpcDiscoveryAutoConfiguration;
import io.github.aspirespring.telemetry.tracing.Traces;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class GrpcSpanTests {

	private static final MethodDescriptor<HealthCheckRequest, HealthCheckResponse> SELL = HealthGrpc.getCheckMethod()
		.toBuilder()
		.setFullMethodName("shop.Shop/Sell")
		.build();

	private final Traces traces = new Traces();

	private final AspireContextRunner runner = this.traces.in(new AspireContextRunner())
		.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class,
				AspireServiceDiscoveryAutoConfiguration.class, AspireGrpcClientAutoConfiguration.class,
				AspireGrpcDiscoveryAutoConfiguration.class, AspireGrpcTracingAutoConfiguration.class,
				CompositeChannelFactoryAutoConfiguration.class, GrpcClientAutoConfiguration.class,
				GrpcClientObservationAutoConfiguration.class, SslAutoConfiguration.class));

	@Test
	void describesTheCallOnBothSides() {
		this.runner.run((context) -> {
			try (Shop shop = new Shop(context, Status.OK)) {
				sell(context, "static://localhost:" + shop.port());
				for (SpanKind kind : new SpanKind[] { SpanKind.CLIENT, SpanKind.SERVER }) {
					SpanData span = span(kind);
					assertThat(span.getName()).isEqualTo("shop.Shop/Sell");
					assertThat(span.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
					assertThat(Traces.attributes(span)).containsEntry("rpc.system", "grpc")
						.containsEntry("rpc.service", "shop.Shop")
						.containsEntry("rpc.method", "Sell")
						.containsEntry("rpc.grpc.status_code", 0L)
						.containsEntry("server.address", "localhost")
						.containsEntry("server.port", (long) shop.port())
						.doesNotContainKeys("error.type", "peer.service");
				}
				assertThat(context.getBean(MeterRegistry.class).get("grpc.client").timer().getId().getTags())
					.extracting("key")
					.doesNotContain("rpc.system", "rpc.grpc.status_code", "server.address", "server.port");
			}
		});
	}

	@Test
	void tellsTheAddressOfTheEndpointThatAnswers() {
		this.runner.run((context) -> {
			try (Shop shop = new Shop(context, Status.OK)) {
				this.traces.clear();
				this.runner
					.withVariables(AppHostVariables.none().endpoint("shop", "grpc", "http://localhost:" + shop.port()))
					.run((client) -> {
						sell(client, "shop");
						assertThat(Traces.attributes(span(SpanKind.CLIENT)))
							.containsEntry("server.address", "localhost")
							.containsEntry("server.port", (long) shop.port());
					});
			}
		});
	}

	@ParameterizedTest
	@CsvSource({ "NOT_FOUND, 5, false", "UNAVAILABLE, 14, true", "INTERNAL, 13, true", "INVALID_ARGUMENT, 3, false" })
	void fails(Status.Code code, long number, boolean serverFails) {
		this.runner.run((context) -> {
			try (Shop shop = new Shop(context, code.toStatus())) {
				assertThatExceptionOfType(StatusRuntimeException.class)
					.isThrownBy(() -> sell(context, "static://localhost:" + shop.port()));
				assertThat(Traces.attributes(span(SpanKind.CLIENT))).containsEntry("rpc.grpc.status_code", number)
					.containsEntry("error.type", code.name());
				assertThat(span(SpanKind.CLIENT).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
				assertThat(Traces.attributes(span(SpanKind.SERVER))).containsEntry("rpc.grpc.status_code", number);
				assertThat(span(SpanKind.SERVER).getStatus().getStatusCode() == StatusCode.ERROR)
					.isEqualTo(serverFails);
			}
		});
	}

	@Test
	void leavesNoSpansOfHealthChecks() {
		this.runner.run((context) -> {
			try (Shop shop = new Shop(context, Status.OK)) {
				ManagedChannel channel = NettyChannelBuilder.forAddress("localhost", shop.port())
					.usePlaintext()
					.build();
				HealthGrpc.newBlockingStub(channel)
					.withDeadlineAfter(10, TimeUnit.SECONDS)
					.check(HealthCheckRequest.getDefaultInstance());
				channel.shutdownNow();
				await().atMost(Duration.ofSeconds(10))
					.until(() -> context.getBean(MeterRegistry.class).find("grpc.server").timer() != null);
				assertThat(this.traces.finished()).isEmpty();
			}
		});
	}

	@Test
	void leavesNoSpansOfWhatHealthChecksAskFor() {
		this.runner.withBean(HealthContributorRegistry.class, DefaultHealthContributorRegistry::new)
			.withBean(HealthCheckedGrpcComponents.class, NoComponents::new)
			.withBean("health", QueryingHealth.class)
			.run((context) -> {
				context.getBean("health", GrpcServerHealth.class).update(new HealthStatusManager());
				assertThat(context.getBean(MeterRegistry.class).get("query").timer().count()).isOne();
				assertThat(this.traces.finished()).isEmpty();
			});
	}

	private SpanData span(SpanKind kind) {
		return await().atMost(Duration.ofSeconds(10))
			.until(() -> this.traces.finished().stream().filter((span) -> span.getKind() == kind).findFirst(),
					Optional::isPresent)
			.orElseThrow();
	}

	private static void sell(ApplicationContext context, String target) {
		ClientCalls.blockingUnaryCall(context.getBean(GrpcChannelFactory.class).createChannel(target), SELL,
				CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS), HealthCheckRequest.getDefaultInstance());
	}

	/**
	 * A server that sells, if it does, and tells how it is.
	 */
	private static final class Shop implements AutoCloseable {

		private final Server server;

		Shop(ApplicationContext context, Status status) throws IOException {
			this.server = NettyServerBuilder.forAddress(new InetSocketAddress("localhost", 0))
				.intercept(new ObservationGrpcServerInterceptor(context.getBean(ObservationRegistry.class)))
				.addService(new HealthStatusManager().getHealthService())
				.addService(ServerServiceDefinition.builder("shop.Shop").addMethod(SELL, selling(status)).build())
				.build()
				.start();
		}

		private static ServerCallHandler<HealthCheckRequest, HealthCheckResponse> selling(Status status) {
			return ServerCalls.asyncUnaryCall((request, answer) -> {
				if (status.isOk()) {
					answer.onNext(HealthCheckResponse.getDefaultInstance());
					answer.onCompleted();
				}
				else {
					answer.onError(status.asRuntimeException());
				}
			});
		}

		int port() {
			return this.server.getPort();
		}

		@Override
		public void close() {
			this.server.shutdownNow();
		}

	}

	private static final class NoComponents implements HealthCheckedGrpcComponents {

		@Override
		public @Nullable HealthCheckedGrpcComponent getServer() {
			return null;
		}

		@Override
		public Set<String> getServiceNames() {
			return Set.of();
		}

		@Override
		public @Nullable HealthCheckedGrpcComponent getService(String name) {
			return null;
		}

	}

	static final class QueryingHealth extends GrpcServerHealth {

		private final ObservationRegistry observations;

		QueryingHealth(HealthContributorRegistry registry, HealthCheckedGrpcComponents components,
				ObservationRegistry observations) {
			super(registry, null, components);
			this.observations = observations;
		}

		@Override
		public void update(BiConsumer<String, ServingStatus> updater) {
			Observation.createNotStarted("query", this.observations).observe(() -> super.update(updater));
		}

	}

}
