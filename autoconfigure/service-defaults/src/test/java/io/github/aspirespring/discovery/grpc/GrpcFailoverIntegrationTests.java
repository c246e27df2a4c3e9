// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.aspirespring.discovery.ServiceEndpointProvider;
import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what happens when instances of a service come and go.
 */
@Timeout(90)
class GrpcFailoverIntegrationTests {

	private static final int CLIENTS = 4;

	private final AspireContextRunner runner = GrpcApplication.runner();

	@Test
	void losesOnlyTheCallsThatAKilledInstanceHad() {
		EchoServer one = EchoServer.start("one");
		try (EchoServer two = EchoServer.start("two")) {
			this.runner.withVariables(catalog(one, two)).run((context) -> {
				EchoGrpc.EchoBlockingStub stub = GrpcApplication.stub(context, "catalog").within(60);
				GrpcApplication.spread(stub, 2);
				Load load = Load.start(stub);
				load.awaitCalls(200);
				one.close();
				load.awaitCalls(200);
				// Every client had one call, and nobody knows whether it had arrived
				assertThat(load.stop()).extracting(Load.Failure::client).doesNotHaveDuplicates();
				assertThat(GrpcApplication.spread(stub, 1)).containsOnlyKeys("two");
			});
		}
		finally {
			one.close();
		}
	}

	@Test
	void losesNoCallWhenAnInstanceIsStopped() {
		EchoServer one = EchoServer.start("one");
		try (EchoServer two = EchoServer.start("two")) {
			this.runner.withVariables(catalog(one, two)).run((context) -> {
				EchoGrpc.EchoBlockingStub stub = GrpcApplication.stub(context, "catalog").within(60);
				GrpcApplication.spread(stub, 2);
				Load load = Load.start(stub);
				load.awaitCalls(200);
				one.stop();
				load.awaitCalls(200);
				assertThat(load.stop()).isEmpty();
				assertThat(GrpcApplication.spread(stub, 1)).containsOnlyKeys("two");
			});
		}
		finally {
			one.close();
		}
	}

	@Test
	void returnsToAnInstanceThatIsBack() {
		EchoServer one = EchoServer.start("one");
		try (EchoServer two = EchoServer.start("two")) {
			this.runner.withVariables(catalog(one, two)).run((context) -> {
				EchoGrpc.EchoBlockingStub stub = GrpcApplication.stub(context, "catalog").within(60);
				GrpcApplication.spread(stub, 2);
				one.close();
				Awaitility.await()
					.atMost(Duration.ofSeconds(10))
					.untilAsserted(() -> assertThat(GrpcApplication.spread(stub, 1)).containsOnlyKeys("two"));
				try (EchoServer again = EchoServer.start("again", one.port())) {
					Awaitility.await()
						.atMost(Duration.ofSeconds(30))
						.untilAsserted(() -> assertThat(stub.say().name()).isEqualTo("again"));
				}
			});
		}
		finally {
			one.close();
		}
	}

	@Test
	void findsNewInstances() {
		try (EchoServer one = EchoServer.start("one"); EchoServer two = EchoServer.start("two")) {
			AtomicReference<List<ServiceEndpoint>> endpoints = new AtomicReference<>(List.of(endpoint(one)));
			this.runner.withBean(ServiceEndpointProvider.class, () -> (reference) -> endpoints.get()).run((context) -> {
				ManagedChannel channel = channel(context.getBean(ChannelEndpoints.class));
				try {
					EchoGrpc.EchoBlockingStub stub = EchoGrpc.newBlockingStub(channel).within(60);
					assertThat(GrpcApplication.spread(stub, 1)).containsOnlyKeys("one");
					endpoints.set(List.of(endpoint(one), endpoint(two)));
					Awaitility.await()
						.atMost(Duration.ofSeconds(10))
						.untilAsserted(
								() -> assertThat(GrpcApplication.spread(stub, 2)).containsOnlyKeys("one", "two"));
					endpoints.set(List.of(endpoint(two)));
					Awaitility.await()
						.atMost(Duration.ofSeconds(10))
						.untilAsserted(() -> assertThat(GrpcApplication.spread(stub, 1)).containsOnlyKeys("two"));
				}
				finally {
					channel.shutdownNow();
				}
			});
		}
	}

	@Test
	void looksAgainWhenAConnectionIsLost() {
		EchoServer one = EchoServer.start("one");
		try (EchoServer two = EchoServer.start("two")) {
			AtomicReference<List<ServiceEndpoint>> endpoints = new AtomicReference<>(List.of(endpoint(one)));
			this.runner.withBean(ServiceEndpointProvider.class, () -> (reference) -> endpoints.get()).run((context) -> {
				EchoGrpc.EchoBlockingStub stub = GrpcApplication.stub(context, "https+http://catalog").within(60);
				assertThat(stub.say().name()).isEqualTo("one");
				endpoints.set(List.of(endpoint(two)));
				one.close();
				Awaitility.await()
					.atMost(Duration.ofSeconds(10))
					.ignoreExceptionsInstanceOf(StatusRuntimeException.class)
					.untilAsserted(() -> assertThat(stub.say().name()).isEqualTo("two"));
			});
		}
		finally {
			one.close();
		}
	}

	@SuppressWarnings("deprecation")
	private static ManagedChannel channel(ChannelEndpoints endpoints) {
		return NettyChannelBuilder.forTarget("catalog")
			.usePlaintext()
			.defaultLoadBalancingPolicy("round_robin")
			.nameResolverFactory(new EndpointNameResolverProvider(ChannelTarget.of("catalog", endpoints), endpoints,
					Duration.ofMillis(20)))
			.build();
	}

	private static ServiceEndpoint endpoint(EchoServer server) {
		return ServiceEndpoint.parse("test", server.address("http"));
	}

	private static AppHostVariables catalog(EchoServer one, EchoServer two) {
		return AppHostVariables.none()
			.endpoint("catalog", "http", one.address("http"))
			.variable("services__catalog__http__1", two.address("http"));
	}

	/**
	 * Clients that make one call after the other.
	 */
	private static final class Load {

		private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();

		private final List<Future<?>> clients = new ArrayList<>();

		private final ExecutorService executor = Executors.newFixedThreadPool(CLIENTS);

		private final AtomicReference<CountDownLatch> calls = new AtomicReference<>(new CountDownLatch(0));

		private volatile boolean stopped;

		static Load start(EchoGrpc.EchoBlockingStub stub) {
			Load load = new Load();
			for (int i = 0; i < CLIENTS; i++) {
				int client = i;
				load.clients.add(load.executor.submit(() -> load.call(client, stub)));
			}
			return load;
		}

		private void call(int client, EchoGrpc.EchoBlockingStub stub) {
			while (!this.stopped) {
				try {
					stub.say();
					this.calls.get().countDown();
				}
				catch (StatusRuntimeException ex) {
					this.failures.add(new Failure(client, ex));
				}
			}
		}

		void awaitCalls(int count) throws InterruptedException {
			CountDownLatch latch = new CountDownLatch(count);
			this.calls.set(latch);
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}

		List<Failure> stop() throws Exception {
			this.stopped = true;
			this.executor.shutdown();
			for (Future<?> client : this.clients) {
				client.get(30, TimeUnit.SECONDS);
			}
			return List.copyOf(this.failures);
		}

		private record Failure(int client, StatusRuntimeException cause) {

		}

	}

}
