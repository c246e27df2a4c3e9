// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.dns;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.discovery.ServiceEndpointProvider;
import io.github.aspirespring.environment.MalformedConnectionException;
import io.github.aspirespring.environment.services.ServiceReference;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests {@link AspireDnsServiceDiscoveryAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class AspireDnsServiceDiscoveryAutoConfigurationTests {

	private final AspireContextRunner runner = new AspireContextRunner()
		.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class,
				AspireDnsServiceDiscoveryAutoConfiguration.class, AspireServiceDiscoveryAutoConfiguration.class));

	private final AspireContextRunner enabledRunner = this.runner
		.withApplicationProperties("aspire.service-discovery.dns-srv.enabled=true");

	@Test
	void isOffUnlessSwitchedOn() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DnsSrvEndpoints.class));
		this.enabledRunner.run((context) -> assertThat(context).hasSingleBean(DnsSrvEndpoints.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "aspire.enabled", "aspire.service-discovery.enabled" })
	void isOffWithServiceDiscovery(String property) {
		this.enabledRunner.withPropertyValues(property + "=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DnsSrvEndpoints.class));
	}

	@Test
	void saysWhereItLooks(CapturedOutput output) {
		this.enabledRunner
			.withPropertyValues("aspire.service-discovery.dns-srv.query-suffix=.ns",
					"spring.main.lazy-initialization=true")
			.run((context) -> assertThat(output).contains("SRV records of _{endpoint}._tcp.{service}.ns"));
	}

	@Test
	void saysWhyItLooksNowhere(CapturedOutput output) {
		this.enabledRunner.run((context) -> {
			assertThat(output).contains("INFO", "No endpoints are looked up in DNS",
					"aspire.service-discovery.dns-srv.query-suffix", "aspire.service-discovery.dns-srv.domain-name");
			assertThat(context.getBean(DnsSrvEndpoints.class).endpoints(ServiceReference.parse("http://basket")))
				.isEmpty();
		});
	}

	@Test
	void asksDnsAfterTheAppHostUnlessTheApplicationSaysOtherwise() {
		this.enabledRunner.run((context) -> assertThat(
				context.getBeanProvider(ServiceEndpointProvider.class).orderedStream().reduce((first, last) -> last))
			.containsInstanceOf(DnsSrvEndpoints.class));
		this.enabledRunner.withPropertyValues("aspire.service-discovery.dns-srv.precedence=dns")
			.run((context) -> assertThat(
					context.getBeanProvider(ServiceEndpointProvider.class).orderedStream().findFirst())
				.containsInstanceOf(DnsSrvEndpoints.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://127.0.0.1:8080", "http://[::1]:8080", "http://localhost", "http://www.localhost",
			"http://basket.example.", "http://10" })
	void doesNotAskForWhatIsNoService(String query) {
		try (DnsServer server = DnsServer.start()) {
			this.enabledRunner
				.withPropertyValues("aspire.service-discovery.dns-srv.query-suffix=ns",
						"aspire.service-discovery.dns-srv.servers=" + server.address())
				.run((context) -> {
					DnsSrvEndpoints endpoints = context.getBean(DnsSrvEndpoints.class);
					assertThat(endpoints.endpoints(ServiceReference.parse(query))).isEmpty();
					assertThat(server.queries()).isEmpty();
					assertThat(endpoints.endpoints(ServiceReference.parse("http://basket"))).isEmpty();
					assertThat(server.queries()).isNotEmpty();
				});
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			timeout        | 0s                | It must not be negative or zero.
			timeout        | -1s               | It must not be negative or zero.
			timeout        | 2147483648ms      | It must not be greater than 2147483647 milliseconds.
			max-attempts   | 0                 | It must be 1 or more.
			refresh-period | 0                 | It must not be negative or zero.
			domain-name    | basket.consul     | It must contain {service} and no other placeholder but {endpoint}.
			domain-name    | {service}.{other} | It must contain {service} and no other placeholder but {endpoint}.
			""")
	void rejectsValuesThatAreOutOfRange(String property, String value, String reason) {
		String name = "aspire.service-discovery.dns-srv." + property;
		this.enabledRunner.withPropertyValues(name + "=" + value).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContainingAll(name, reason);
		});
	}

	@Test
	void acceptsTheLongestTimeout() {
		this.enabledRunner.withPropertyValues("aspire.service-discovery.dns-srv.timeout=2147483647ms")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void rejectsANameServerWithoutAddress() {
		this.enabledRunner.withPropertyValues("aspire.service-discovery.dns-srv.servers=10.0.0.10,dns:x")
			.run((context) -> {
				assertThat(context).hasFailed();
				assertThat(context.getStartupFailure()).rootCause()
					.isInstanceOf(MalformedConnectionException.class)
					.hasMessageContaining("aspire.service-discovery.dns-srv.servers[1]");
			});
	}

	@Test
	void hasDefaultsOfDotNet() {
		this.enabledRunner.run((context) -> {
			DnsSrvProperties properties = context.getBean(DnsSrvProperties.class);
			assertThat(properties.timeout()).hasSeconds(3);
			assertThat(properties.maxAttempts()).isEqualTo(2);
			assertThat(properties.refreshPeriod()).hasMinutes(1);
			assertThat(properties.servers()).isEqualTo(List.of());
		});
	}

	@Test
	void hasHintsForTheClientOfTheJdk() {
		RuntimeHints hints = new RuntimeHints();
		new DnsRuntimeHints().registerHints(hints, null);
		assertThat(RuntimeHintsPredicates.reflection().onType(TypeReference.of("com.sun.jndi.dns.DnsContextFactory")))
			.accepts(hints);
	}

}
