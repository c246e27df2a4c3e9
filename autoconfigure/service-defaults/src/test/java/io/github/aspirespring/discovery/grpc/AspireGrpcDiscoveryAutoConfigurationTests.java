// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import java.io.IOException;
import java.util.Map;

import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.grpc.client.autoconfigure.GrpcChannelFactoryCustomizer;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.client.ChannelCredentialsProvider;
import org.springframework.grpc.client.DefaultGrpcChannelFactory;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.grpc.client.ImportGrpcClients;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.environment.MalformedConnectionException;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AspireGrpcDiscoveryAutoConfiguration}.
 */
class AspireGrpcDiscoveryAutoConfigurationTests {

	private final AspireContextRunner runner = GrpcApplication.runner();

	@ParameterizedTest
	@ValueSource(strings = { "catalog", "aspire:///catalog", "aspire://catalog", "ASPIRE:/catalog/",
			"https+http://catalog", "http+https://catalog", "http://catalog", "HTTPS+HTTP://Catalog",
			"https+http://_http.catalog", "aspire:///_http.catalog", "${target}" })
	void reachesServiceByTarget(String target) {
		try (EchoServer server = EchoServer.start("one")) {
			this.runner.withVariables(catalog(server))
				.withApplicationProperties("target=https+http://catalog")
				.run((context) -> {
					EchoServer.Reply reply = GrpcApplication.stub(context, target).say();
					assertThat(reply.name()).isEqualTo("one");
					assertThat(reply.authority()).isEqualTo("localhost:" + server.port());
				});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "aspire:///catalog", "https+http://catalog", "http://catalog", "${base}catalog" })
	void reachesServiceByTargetOfChannel(String target) {
		try (EchoServer server = EchoServer.start("one")) {
			this.runner.withVariables(catalog(server))
				.withApplicationProperties("base=https+http://", "spring.grpc.client.channel.x.target=" + target)
				.run((context) -> assertThat(GrpcApplication.stub(context, "x").say().name()).isEqualTo("one"));
		}
	}

	@Test
	void reachesServiceThatImportedClientsName() {
		try (EchoServer server = EchoServer.start("one")) {
			this.runner.withVariables(catalog(server))
				.withUserConfiguration(ImportedClients.class)
				.run((context) -> assertThat(context.getBean(EchoGrpc.EchoBlockingStub.class).within(20).say().name())
					.isEqualTo("one"));
		}
	}

	@Test
	void takesTurnsBetweenEndpoints() {
		try (EchoServer one = EchoServer.start("one"); EchoServer two = EchoServer.start("two")) {
			this.runner.withVariables(catalog(one).and(catalog(two)))
				.withVariables(AppHostVariables.none().variable("services__catalog__http__1", two.address("http")))
				.withVariables(AppHostVariables.none().variable("services__catalog__http__0", one.address("http")))
				.run((context) -> assertThat(GrpcApplication.spread(GrpcApplication.stub(context, "catalog"), 2))
					.isEqualTo(Map.of("one", 10, "two", 10)));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "catalog", "aspire:///catalog", "aspire:///_grpc.catalog", "https+http://_grpc.catalog" })
	void prefersEndpointForGrpcUnlessTheTargetSaysOtherwise(String target) {
		try (EchoServer web = EchoServer.start("web"); EchoServer grpc = EchoServer.start("grpc")) {
			this.runner.withVariables(catalog(web).endpoint("catalog", "grpc", grpc.address("http"))).run((context) -> {
				assertThat(GrpcApplication.stub(context, target).say().name()).isEqualTo("grpc");
				assertThat(GrpcApplication.stub(context, "https+http://catalog").say().name()).isEqualTo("web");
			});
		}
	}

	@Test
	void reachesEndpointForGrpcWhateverItsScheme() {
		try (EchoServer server = EchoServer.start("one")) {
			this.runner.withVariables(AppHostVariables.none().endpoint("catalog", "grpc", server.address("tcp")))
				.run((context) -> assertThat(GrpcApplication.stub(context, "catalog").say().name()).isEqualTo("one"));
		}
	}

	@Test
	void leavesChannelWithTargetOfItsOwnAlone() {
		try (EchoServer mine = EchoServer.start("mine"); EchoServer injected = EchoServer.start("injected")) {
			this.runner.withVariables(catalog(injected).endpoint("orders", "http", injected.address("http")))
				.withApplicationProperties(
						"spring.grpc.client.channel.catalog.target=static://localhost:" + mine.port(),
						"spring.grpc.client.channel.orders.target=static://localhost:9090",
						"spring.grpc.client.channel.orders.user-agent=test")
				.run((context) -> {
					assertThat(GrpcApplication.stub(context, "catalog").say().name()).isEqualTo("mine");
					assertThat(context.getBean(DiscoveredChannels.class).target("orders")).isNull();
				});
		}
	}

	@Test
	void keepsSettingsOfChannelWithoutTarget() {
		try (EchoServer server = EchoServer.start("one")) {
			this.runner.withVariables(catalog(server).endpoint("my_orders", "http", server.address("http")))
				.withApplicationProperties("spring.grpc.client.channel.catalog.default.deadline=7s",
						"spring.grpc.client.channel.default.default.deadline=5s")
				.run((context) -> {
					assertThat(seconds(context, "catalog")).isEqualTo(7);
					assertThat(seconds(context, "my_orders")).isEqualTo(5);
					assertThat(seconds(context, "https+http://my_orders")).isEqualTo(5);
				});
		}
	}

	@Test
	void tellsServerTheNameOfTheServiceIfAskedTo() {
		try (EchoServer server = EchoServer.start("one")) {
			this.runner.withVariables(catalog(server).endpoint("orders", "grpc", server.address("http")))
				.withApplicationProperties("aspire.service-discovery.apply-host-name=true")
				.run((context) -> {
					assertThat(GrpcApplication.stub(context, "catalog").say().authority()).isEqualTo("catalog");
					assertThat(GrpcApplication.stub(context, "orders").say().authority()).isEqualTo("orders");
				});
		}
	}

	@Test
	void letsCustomizersOfTheApplicationHaveTheLastWord() {
		try (EchoServer server = EchoServer.start("one")) {
			GrpcChannelFactoryCustomizer customizer = (factory) -> ((DefaultGrpcChannelFactory<?>) factory)
				.setCredentialsProvider(ChannelCredentialsProvider.INSECURE);
			this.runner.withVariables(AppHostVariables.none().endpoint("catalog", "https", server.address("https")))
				.withBean(GrpcChannelFactoryCustomizer.class, () -> customizer)
				.run((context) -> assertThat(GrpcApplication.stub(context, "catalog").say().name()).isEqualTo("one"));
		}
	}

	@Test
	void doesNotMixApplicationsInOneJvm() {
		try (EchoServer one = EchoServer.start("one"); EchoServer two = EchoServer.start("two")) {
			this.runner.withVariables(catalog(one)).run((first) -> {
				EchoGrpc.EchoBlockingStub stub = GrpcApplication.stub(first, "https+http://catalog");
				assertThat(stub.say().name()).isEqualTo("one");
				this.runner.withVariables(catalog(two)).run((second) -> {
					assertThat(GrpcApplication.stub(second, "https+http://catalog").say().name()).isEqualTo("two");
					assertThat(GrpcApplication.stub(first, "https+http://catalog").say().name()).isEqualTo("one");
				});
				assertThat(stub.say().name()).isEqualTo("one");
			});
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "https+http://unknown.invalid", "aspire:///unknown.invalid",
			"https+http://_admin.unknown.invalid" })
	void failsWithTheKnownServices(String target) {
		this.runner.withVariables(AppHostVariables.none().endpoint("catalog", "http", "http://localhost:1"))
			.run((context) -> assertThatExceptionOfType(StatusRuntimeException.class)
				.isThrownBy(() -> GrpcApplication.stub(context, target).say())
				.satisfies((ex) -> assertThat(ex.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE))
				.withMessageContainingAll("unknown.invalid", "[catalog]", ".WithReference(unknown.invalid)"));
	}

	@Test
	void failsWithTheHostOfKnownServiceIfItDoesNotExist() {
		this.runner.withVariables(AppHostVariables.none().endpoint("catalog", "http", "http://missing.invalid:1"))
			.run((context) -> assertThatExceptionOfType(StatusRuntimeException.class)
				.isThrownBy(() -> GrpcApplication.stub(context, "catalog").say())
				.satisfies((ex) -> assertThat(ex.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE))
				.withMessageContainingAll("https+http://catalog", "missing.invalid"));
	}

	@Test
	void usesTheEndpointsThatExist() {
		try (EchoServer server = EchoServer.start("one")) {
			this.runner
				.withVariables(AppHostVariables.none()
					.endpoint("catalog", "http", "http://missing.invalid:1")
					.variable("services__catalog__http__1", server.address("http")))
				.run((context) -> assertThat(GrpcApplication.stub(context, "catalog").say().name()).isEqualTo("one"));
		}
	}

	@Test
	void passesUnknownServiceThroughToDns() {
		try (EchoServer server = EchoServer.start("one")) {
			this.runner.run((context) -> assertThat(
					GrpcApplication.stub(context, "http://localhost:" + server.port()).say().authority())
				.isEqualTo("localhost:" + server.port()));
		}
	}

	@Test
	void failsIfTheEndpointIsMalformed() {
		this.runner.withVariables(AppHostVariables.none().variable("services__catalog__http__0", "http://a:b"))
			.run((context) -> assertThatExceptionOfType(MalformedConnectionException.class)
				.isThrownBy(() -> context.getBean(GrpcChannelFactory.class).createChannel("catalog"))
				.withMessageContaining("services__catalog__http__0"));
	}

	@Test
	void leavesOtherChannelsAlone() {
		try (EchoServer server = EchoServer.start("one")) {
			this.runner.withVariables(AppHostVariables.none().endpoint("catalog", "http", "http://localhost:1"))
				.run((context) -> {
					assertThat(GrpcApplication.stub(context, "localhost:" + server.port()).say().name())
						.isEqualTo("one");
					assertThat(GrpcApplication.stub(context, "static://localhost:" + server.port()).say().name())
						.isEqualTo("one");
					DiscoveredChannels channels = context.getBean(DiscoveredChannels.class);
					assertThat(channels.target("default")).isNull();
					assertThat(channels.target("in-process:catalog")).isNull();
					assertThat(channels.target("dns:///catalog")).isNull();
					assertThat(channels.target("catalog:9090")).isNull();
				});
		}
	}

	@Test
	void leavesChannelsInTheProcessAlone() throws IOException {
		String name = InProcessServerBuilder.generateName();
		Server server = InProcessServerBuilder.forName(name)
			.directExecutor()
			.addService(EchoServer.service("in-process"))
			.build()
			.start();
		try {
			this.runner.withVariables(AppHostVariables.none().endpoint("catalog", "https", "https://localhost:1"))
				.run((context) -> {
					assertThat(GrpcApplication.stub(context, "in-process:" + name).say().name())
						.isEqualTo("in-process");
					InProcessChannelBuilder builder = InProcessChannelBuilder.forName(name);
					new DiscoveredChannelCustomizer<InProcessChannelBuilder>(context.getBean(DiscoveredChannels.class),
							context.getBean(ChannelEndpoints.class))
						.customize("catalog", builder);
					ManagedChannel channel = builder.build();
					assertThat(EchoGrpc.newBlockingStub(channel).say().name()).isEqualTo("in-process");
					channel.shutdownNow();
				});
		}
		finally {
			server.shutdownNow();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "aspire:///", "https+http:///", "https+http://a b" })
	void failsIfTheTargetIsMalformed(String target) {
		this.runner.run((context) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> context.getBean(GrpcChannelFactory.class).createChannel(target))
			.withMessageContaining("service"));
	}

	@Test
	void leavesCredentialsOfTheApplicationAlone() {
		this.runner.withVariables(AppHostVariables.none().endpoint("catalog", "https", "https://localhost:1"))
			.withBean(ChannelCredentialsProvider.class, () -> (target) -> InsecureChannelCredentials.create())
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(DiscoveredChannels.class)
				.doesNotHaveBean("aspireGrpcCredentialsCustomizer"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "aspire.enabled=false", "aspire.service-discovery.enabled=false",
			"spring.grpc.client.enabled=false" })
	void canBeSwitchedOff(String property) {
		this.runner.withVariables(AppHostVariables.none().endpoint("catalog", "http", "http://localhost:1"))
			.withApplicationProperties(property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DiscoveredChannels.class));
	}

	@Test
	void backsOffWithoutGrpc() {
		this.runner.withClassLoader(new FilteredClassLoader("io.grpc", "org.springframework.grpc"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(AspireGrpcDiscoveryAutoConfiguration.class)
				.doesNotHaveBean(AspireGrpcClientAutoConfiguration.class));
		new AspireContextRunner()
			.withConfiguration(
					AutoConfigurations.of(AspireAutoConfiguration.class, AspireServiceDiscoveryAutoConfiguration.class,
							AspireGrpcClientAutoConfiguration.class, AspireGrpcDiscoveryAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(GrpcClientAutoConfiguration.class.getPackageName()))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(AspireGrpcDiscoveryAutoConfiguration.class)
				.doesNotHaveBean(AspireGrpcClientAutoConfiguration.class));
	}

	private static AppHostVariables catalog(EchoServer server) {
		return AppHostVariables.none().endpoint("catalog", "http", server.address("http"));
	}

	private static long seconds(ApplicationContext context, String channel) {
		GrpcChannelFactory factory = context.getBean(GrpcChannelFactory.class);
		return EchoGrpc.newBlockingStub(factory.createChannel(channel)).say().seconds();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportGrpcClients(target = "catalog", types = EchoGrpc.EchoBlockingStub.class)
	static class ImportedClients {

	}

}
