// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.dns;

import java.io.UncheckedIOException;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

import io.github.aspirespring.discovery.ServiceEndpointResolver;
import io.github.aspirespring.http.TestServer;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests an application whose services are in DNS.
 */
@Timeout(60)
class DnsServiceDiscoveryIntegrationTests {

	private static final String NAME = "_default._tcp.basket.ns";

	private static final Duration DEADLINE = Duration.ofSeconds(20);

	private final DnsServer server = DnsServer.start();

	private final AspireContextRunner runner = new AspireContextRunner().withUserConfiguration(Application.class)
		.withApplicationProperties("aspire.service-discovery.dns-srv.enabled=true",
				"aspire.service-discovery.dns-srv.query-suffix=ns",
				"aspire.service-discovery.dns-srv.servers=" + this.server.address(),
				"aspire.service-discovery.dns-srv.refresh-period=10ms");

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void reachesAServiceWhereverItMoves() {
		try (TestServer first = TestServer.start((request, out) -> TestServer.answer(out, 200, "first"));
				TestServer second = TestServer.start((request, out) -> TestServer.answer(out, 200, "second"))) {
			this.server.service(NAME, 0, 0, first.port(), "a.ns").host("a.ns", "127.0.0.1");
			this.runner.run((context) -> {
				assertThat(get(context, "http://basket/")).isEqualTo("first");
				this.server.removeAll();
				this.server.service(NAME, 0, 0, second.port(), "b.ns").host("b.ns", "127.0.0.1");
				Awaitility.await()
					.atMost(DEADLINE)
					.untilAsserted(() -> assertThat(get(context, "http://basket/")).isEqualTo("second"));
			});
		}
	}

	@Test
	void leavesHostsThatAreNoServicesAlone() {
		try (TestServer host = TestServer.start((request, out) -> TestServer.answer(out, 200, request.path()))) {
			this.runner.run((context) -> assertThat(get(context, host.url() + "/a")).isEqualTo("/a"));
		}
	}

	@Test
	void findsAServiceThatIsAddedLater() {
		this.runner.run((context) -> {
			ServiceEndpointResolver resolver = context.getBean(ServiceEndpointResolver.class);
			assertThat(resolver.resolve("http://basket/a")).hasToString("http://basket/a");
			this.server.service(NAME, 0, 0, 8081, "a.ns");
			Awaitility.await()
				.atMost(DEADLINE)
				.untilAsserted(() -> assertThat(resolver.resolve("http://basket/a")).hasToString("http://a.ns:8081/a"));
		});
	}

	@Test
	void asksForWhatTheAppHostDoesNotKnow() {
		this.server.service(NAME, 0, 0, 8081, "a.ns").service("_default._tcp.catalog.ns", 0, 0, 8082, "b.ns");
		this.runner.withVariables(AppHostVariables.none().endpoint("catalog", "http", "http://localhost:5001"))
			.run((context) -> {
				ServiceEndpointResolver resolver = context.getBean(ServiceEndpointResolver.class);
				assertThat(resolver.resolve("http://catalog/a")).hasToString("http://localhost:5001/a");
				assertThat(this.server.queries()).isEmpty();
				assertThat(resolver.resolve("https+http://basket/a")).hasToString("https://a.ns:8081/a");
			});
	}

	@Test
	void failsWhileNobodyCanSayWhereAServiceIs() {
		this.server.breakDown("SRV");
		this.runner.run((context) -> {
			ServiceEndpointResolver resolver = context.getBean(ServiceEndpointResolver.class);
			assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> resolver.resolve("http://basket/a"))
				.withMessageContaining("'" + NAME + "'");
			this.server.recover();
			this.server.service(NAME, 0, 0, 8081, "a.ns");
			Awaitility.await()
				.atMost(DEADLINE)
				.ignoreExceptions()
				.untilAsserted(() -> assertThat(resolver.resolve("http://basket/a")).hasToString("http://a.ns:8081/a"));
		});
	}

	private static String get(ApplicationContext context, String url) {
		RestClient client = context.getBean(RestClient.Builder.class).build();
		return String.valueOf(client.get().uri(url).retrieve().body(String.class));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
