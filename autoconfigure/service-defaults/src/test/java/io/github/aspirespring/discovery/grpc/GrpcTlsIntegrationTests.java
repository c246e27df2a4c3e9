// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.grpc;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.aspirespring.discovery.ServiceEndpointProvider;
import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;
import io.github.aspirespring.test.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests TLS, with an authority of its own.
 */
@ExtendWith(OutputCaptureExtension.class)
class GrpcTlsIntegrationTests {

	@TempDir
	static Path folder;

	private static TestCertificates certificates;

	private final AspireContextRunner runner = GrpcApplication.runner();

	@BeforeAll
	static void createCertificates() {
		certificates = TestCertificates.create(folder, "dns:localhost");
	}

	@ParameterizedTest
	@ValueSource(strings = { "catalog", "https+http://catalog", "https://catalog" })
	void usesTheBundleOfTheChannel(String channel) {
		try (EchoServer server = EchoServer.start("one", certificates)) {
			this.runner.withVariables(catalog("https", server.address("https")))
				.withApplicationProperties(bundle("catalog"))
				.withApplicationProperties(bundle("default"))
				.run((context) -> assertThat(GrpcApplication.stub(context, channel).say().authority())
					.isEqualTo("localhost:" + server.port()));
		}
	}

	@Test
	void trustsWhatTheJvmTrusts() {
		List<String> options = certificates.trustOptions();
		try (EchoServer server = EchoServer.start("one", certificates)) {
			options.forEach((option) -> System.setProperty(name(option), option.substring(option.indexOf('=') + 1)));
			this.runner.withVariables(catalog("https", server.address("https")))
				.run((context) -> assertThat(GrpcApplication.stub(context, "catalog").say().name()).isEqualTo("one"));
		}
		finally {
			options.forEach((option) -> System.clearProperty(name(option)));
		}
	}

	@Test
	void trustsWhatTheAppHostTrusts() {
		try (EchoServer server = EchoServer.start("one", certificates)) {
			this.runner.withVariables(trusting(catalog("https", server.address("https"))))
				.withApplicationProperties("spring.grpc.client.channel.x.target=localhost:" + server.port(),
						"spring.grpc.client.channel.x.ssl.enabled=true")
				.run((context) -> {
					assertThat(GrpcApplication.stub(context, "catalog").say().name()).isEqualTo("one");
					assertThat(GrpcApplication.stub(context, "x").say().name()).isEqualTo("one");
				});
		}
	}

	@Test
	void verifiesTheHostOfACertificateThatTheAppHostTrusts() {
		try (EchoServer server = EchoServer.start("one", certificates)) {
			this.runner.withVariables(trusting(catalog("https", "https://127.0.0.1:" + server.port())))
				.run((context) -> assertRefused(context, "catalog"));
		}
	}

	@Test
	void doesNotTrustWhatTheAppHostTrustsIfToldSo() {
		try (EchoServer server = EchoServer.start("one", certificates)) {
			this.runner.withVariables(trusting(catalog("https", server.address("https"))))
				.withApplicationProperties("aspire.trust.enabled=false")
				.run((context) -> assertRefused(context, "catalog"));
		}
	}

	@Test
	void refusesCertificateOfAnUnknownAuthority() {
		try (EchoServer server = EchoServer.start("one", certificates)) {
			this.runner.withVariables(catalog("https", server.address("https")))
				.run((context) -> assertRefused(context, "catalog"));
		}
	}

	@Test
	void refusesCertificateOfAnotherHost() {
		try (EchoServer server = EchoServer.start("one", certificates)) {
			this.runner.withVariables(catalog("https", "https://127.0.0.1:" + server.port()))
				.withApplicationProperties(bundle("catalog"))
				.run((context) -> assertRefused(context, "catalog"));
		}
	}

	@Test
	void verifiesEachEndpointByItsOwnHost(@TempDir Path other) {
		TestCertificates named = TestCertificates.create(other, "dns:localhost,ip:127.0.0.1");
		try (EchoServer one = EchoServer.start("one", named); EchoServer two = EchoServer.start("two", named)) {
			this.runner
				.withVariables(catalog("https", one.address("https")).variable("services__catalog__https__1",
						"https://127.0.0.1:" + two.port()))
				.withApplicationProperties("spring.grpc.client.channel.catalog.ssl.bundle=named",
						"spring.ssl.bundle.pem.named.truststore.certificate=file:" + named.authority())
				.run((context) -> {
					EchoGrpc.EchoBlockingStub stub = GrpcApplication.stub(context, "catalog");
					GrpcApplication.spread(stub, 2);
					assertThat(Stream.generate(stub::say).limit(4).map(EchoServer.Reply::authority))
						.containsOnly("localhost:" + one.port(), "127.0.0.1:" + two.port());
				});
		}
	}

	@Test
	void prefersEndpointsWithTlsUnlessTheTargetSaysOtherwise() {
		try (EchoServer secure = EchoServer.start("secure", certificates);
				EchoServer plain = EchoServer.start("plain")) {
			this.runner
				.withVariables(
						catalog("https", secure.address("https")).endpoint("catalog", "http", plain.address("http")))
				.withApplicationProperties(bundle("catalog"))
				.withApplicationProperties(bundle("default"))
				.run((context) -> {
					assertThat(GrpcApplication.stub(context, "catalog").say().name()).isEqualTo("secure");
					assertThat(GrpcApplication.stub(context, "aspire:///catalog").say().name()).isEqualTo("secure");
					assertThat(GrpcApplication.stub(context, "http://catalog").say().name()).isEqualTo("plain");
					assertThat(GrpcApplication.stub(context, "http+https://catalog").say().name()).isEqualTo("plain");
				});
		}
	}

	@Test
	void leavesOutEndpointsWithoutTlsWhereOthersHaveIt() {
		try (EchoServer secure = EchoServer.start("secure", certificates);
				EchoServer plain = EchoServer.start("plain")) {
			this.runner.withVariables(catalog("grpc", plain.address("http")).variable("services__catalog__grpc__1",
					secure.address("https")))
				.withApplicationProperties(bundle("catalog"))
				.run((context) -> {
					EchoGrpc.EchoBlockingStub stub = GrpcApplication.stub(context, "catalog");
					for (int i = 0; i < 20; i++) {
						assertThat(stub.say().name()).isEqualTo("secure");
					}
				});
		}
	}

	@Test
	void doesWithoutTlsWhereTheEndpointHasNoneAndSaysSo(CapturedOutput output) {
		try (EchoServer server = EchoServer.start("one")) {
			this.runner.withVariables(catalog("http", server.address("http")))
				.withApplicationProperties(bundle("catalog"))
				.run((context) -> assertThat(GrpcApplication.stub(context, "catalog").say().name()).isEqualTo("one"));
		}
		assertThat(output).contains("'catalog'", "services__catalog__http__0");
	}

	@Test
	void leavesTheChoiceToTheChannelWhereNoEndpointSaysIt() {
		try (EchoServer secure = EchoServer.start("secure", certificates);
				EchoServer plain = EchoServer.start("plain")) {
			ServiceEndpointProvider provider = (reference) -> switch (reference.service()) {
				case "secure" -> List.of(ServiceEndpoint.parse("test", "localhost:" + secure.port()));
				case "plain" -> List.of(ServiceEndpoint.parse("test", "localhost:" + plain.port()));
				default -> List.of();
			};
			this.runner.withBean(ServiceEndpointProvider.class, () -> provider)
				.withApplicationProperties(bundle("secure"))
				.withApplicationProperties("spring.grpc.client.channel.secure.target=aspire:///secure",
						"spring.grpc.client.channel.x.target=https://secure")
				.withApplicationProperties("spring.grpc.client.channel.x.ssl.bundle=test")
				.run((context) -> {
					assertThat(GrpcApplication.stub(context, "secure").say().name()).isEqualTo("secure");
					assertThat(GrpcApplication.stub(context, "x").say().name()).isEqualTo("secure");
					assertThat(GrpcApplication.stub(context, "aspire:///plain").say().name()).isEqualTo("plain");
					assertThat(GrpcApplication.stub(context, "http+https://plain").say().name()).isEqualTo("plain");
					assertRefused(context, "https+http://secure");
				});
		}
	}

	private static String[] bundle(String channel) {
		return new String[] { "spring.grpc.client.channel." + channel + ".ssl.bundle=test",
				"spring.ssl.bundle.pem.test.truststore.certificate=file:" + certificates.authority() };
	}

	private static AppHostVariables trusting(AppHostVariables variables) {
		return variables.variable("SSL_CERT_FILE", certificates.authority().toString());
	}

	private static AppHostVariables catalog(String endpoint, String url) {
		return AppHostVariables.none().endpoint("catalog", endpoint, url);
	}

	private static String name(String option) {
		return option.substring("-D".length(), option.indexOf('='));
	}

	private static void assertRefused(AssertableApplicationContext context, String channel) {
		assertThatExceptionOfType(StatusRuntimeException.class)
			.isThrownBy(() -> GrpcApplication.stub(context, channel).say())
			.satisfies((ex) -> assertThat(ex.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE))
			.havingRootCause()
			.satisfies(
					(cause) -> assertThat(cause).isInstanceOfAny(SSLException.class, GeneralSecurityException.class));
	}

}
