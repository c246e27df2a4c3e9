// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.dns;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.context.ApplicationContext;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.discovery.ServiceEndpointResolver;
import io.github.aspirespring.discovery.ServiceTarget;
import io.github.aspirespring.discovery.dns.DnsSrvVectors.Endpoint;
import io.github.aspirespring.discovery.dns.DnsSrvVectors.Expectation;
import io.github.aspirespring.discovery.dns.DnsSrvVectors.Options;
import io.github.aspirespring.discovery.dns.DnsSrvVectors.Srv;
import io.github.aspirespring.discovery.dns.DnsSrvVectors.Vector;
import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.environment.services.ServiceReference;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Holds endpoints of SRV records against service discovery of .NET, with a name server.
 */
@Timeout(60)
class DnsSrvVectorsIntegrationTests {

	private static final int VECTORS = 10;

	private static final String NAME = "_default._tcp.basket.ns";

	@TempDir
	private Path folder = Path.of("");

	private final AtomicInteger passed = new AtomicInteger();

	@TestFactory
	Stream<DynamicTest> looksUpEveryVector() {
		Stream<DynamicTest> tests = DnsSrvVectors.load().stream().map((vector) -> dynamicTest(vector.id(), () -> {
			check(vector);
			this.passed.incrementAndGet();
		}));
		return Stream.concat(tests, Stream.of(dynamicTest("all of them", this::checkThatAllHavePassed)));
	}

	private void checkThatAllHavePassed() {
		System.out.println(this.passed + " of " + VECTORS + " discovery vectors of DNS SRV");
		assertThat(this.passed).hasValue(VECTORS);
	}

	private void check(Vector vector) throws IOException {
		Path root = root(vector);
		try (DnsServer server = server(vector)) {
			runner(vector).withPropertyValues(DnsSrvProperties.PREFIX + "servers=" + server.address())
				.run((context) -> {
					assertThat(context).hasNotFailed();
					if (vector.env() != null) {
						checkInPod(vector, context, root);
					}
					else {
						check(vector, context.getBean(ServiceEndpointResolver.class));
					}
				});
			String srvQuery = vector.expect().srvQuery();
			if (srvQuery != null) {
				assertThat(server.queries()).containsExactly("SRV " + srvQuery);
			}
			if (Boolean.FALSE.equals(vector.expect().providerCreated())) {
				assertThat(server.queries()).isEmpty();
			}
		}
	}

	private static void check(Vector vector, ServiceEndpointResolver resolver) {
		List<ServiceEndpoint> endpoints = resolver.endpoints(vector.query());
		Expectation expect = vector.expect();
		if (expect.endpoints() != null) {
			assertThat(endpoints).extracting(ServiceEndpoint::scheme).containsOnlyNulls();
			assertThat(endpoints).extracting(
					(endpoint) -> new Endpoint(type(endpoint), endpoint.address().host(), endpoint.address().port()))
				.containsExactlyElementsOf(expect.endpoints());
			ServiceTarget target = Objects.requireNonNull(resolver.target(URI.create(vector.query())));
			assertThat(target.hostName()).isEqualTo(expect.hostName());
		}
	}

	private static void checkInPod(Vector vector, ApplicationContext context, Path root) {
		KubernetesPod pod = context.getBean(KubernetesPod.class);
		DnsSrvEndpoints endpoints = new DnsSrvEndpoints(context.getBean(DnsSrvProperties.class),
				() -> pod.serviceDomain(root), System::nanoTime);
		assertThat(endpoints.endpoints(ServiceReference.parse(vector.query()))).isEmpty();
	}

	private static AspireContextRunner runner(Vector vector) {
		AspireContextRunner runner = new AspireContextRunner()
			.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class,
					AspireDnsServiceDiscoveryAutoConfiguration.class, AspireServiceDiscoveryAutoConfiguration.class))
			.withPropertyValues(DnsSrvProperties.PREFIX + "enabled=true");
		for (Map.Entry<String, String> variable : orEmpty(vector.env()).entrySet()) {
			runner = runner.withVariable(variable.getKey(), variable.getValue());
		}
		for (Map.Entry<String, String> value : orEmpty(vector.config()).entrySet()) {
			runner = runner.withVariable(value.getKey().replace(":", "__"), value.getValue());
		}
		Options options = vector.options();
		return (options != null) ? configure(runner, options) : runner;
	}

	private static AspireContextRunner configure(AspireContextRunner runner, Options options) {
		AspireContextRunner configured = runner.withPropertyValues(
				"aspire.service-discovery.apply-host-name=" + Boolean.TRUE.equals(options.applyHostNameMetadata()));
		if (options.querySuffix() != null) {
			configured = configured
				.withPropertyValues(DnsSrvProperties.PREFIX + "query-suffix=" + options.querySuffix());
		}
		if (options.serviceDomainNameCallback() != null) {
			configured = configured
				.withPropertyValues(DnsSrvProperties.PREFIX + "domain-name=" + options.serviceDomainNameCallback());
		}
		if (options.providers() != null && options.providers().get(0).equals("dns-srv")) {
			configured = configured.withPropertyValues(DnsSrvProperties.PREFIX + "precedence=dns");
		}
		return configured;
	}

	private static DnsServer server(Vector vector) {
		DnsServer server = DnsServer.start();
		if (vector.srvRecords() != null) {
			for (Srv srv : vector.srvRecords()) {
				server.service(NAME, srv.priority(), srv.weight(), srv.port(), srv.target());
				srv.addresses().forEach((address) -> server.host(srv.target(), address));
			}
		}
		return server;
	}

	private Path root(Vector vector) throws IOException {
		Path root = Files.createDirectory(this.folder.resolve(vector.id()));
		for (Map.Entry<String, String> file : orEmpty(vector.files()).entrySet()) {
			Path path = root.resolve(file.getKey().substring(1));
			Files.createDirectories(path.getParent());
			Files.writeString(path, file.getValue());
		}
		return root;
	}

	private static String type(ServiceEndpoint endpoint) {
		return endpoint.address().host().matches("[0-9.]+|.*:.*") ? "ip" : "dns";
	}

	private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
		return (map != null) ? map : Map.of();
	}

}
