// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

import io.github.aspirespring.discovery.DiscoveryVectors.Endpoint;
import io.github.aspirespring.discovery.DiscoveryVectors.Options;
import io.github.aspirespring.discovery.DiscoveryVectors.Resolution;
import io.github.aspirespring.discovery.DiscoveryVectors.Rewrite;
import io.github.aspirespring.discovery.DiscoveryVectors.RoundRobin;
import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.environment.services.ServiceReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Holds the resolver against service discovery of .NET.
 */
class DiscoveryVectorsTests {

	private static final int VECTORS = 73;

	private static final String OPTIONAL_PASS_THROUGH = "A name that no provider knows always passes through";

	private static final String OTHER_RESOLVER = "The options of the DNS resolver of .NET, which is not the one here";

	/**
	 * The vectors that are about something that does not exist here.
	 */
	private static final Map<String, String> INAPPLICABLE = Map.ofEntries(
			Map.entry("round robin 0", OPTIONAL_PASS_THROUGH),
			Map.entry("no provider factory registered, create watcher for https://basket", OPTIONAL_PASS_THROUGH),
			Map.entry("HTTP client with discovery but no provider, base http://foo, GET /", OPTIONAL_PASS_THROUGH),
			Map.entry("watcher constructed with an empty provider list: start() and getEndpoints()",
					OPTIONAL_PASS_THROUGH),
			Map.entry("configuration provider only, service unknown", OPTIONAL_PASS_THROUGH),
			Map.entry("no listed scheme allowed", "The reverse proxy of .NET has no counterpart"),
			Map.entry("DnsResolverOptions.Servers = null", OTHER_RESOLVER),
			Map.entry("DnsResolverOptions.MaxAttempts = 0", OTHER_RESOLVER),
			Map.entry("DnsResolverOptions.Timeout = 0", OTHER_RESOLVER),
			Map.entry("DnsResolverOptions.Timeout > int.MaxValue ms", OTHER_RESOLVER),
			Map.entry("SectionName blank", "The name of the section cannot be changed"),
			Map.entry("token without active callbacks, or an error", "Variables do not change, others are asked again"),
			Map.entry("unused resolver entry", "There is a limit to the number of entries, and no clean-up"));

	private final DiscoveryVectors vectors = DiscoveryVectors.load();

	private final Map<String, Executable> scenarios = new DiscoveryScenarios().all();

	private final Set<String> skipped = new TreeSet<>();

	private final AtomicInteger passed = new AtomicInteger();

	@TestFactory
	Stream<DynamicTest> followsEveryVector() {
		return Stream
			.of(this.vectors.resolution().stream().map((vector) -> test(vector.id(), () -> check(vector))),
					this.vectors.httpRewrite().stream().map((vector) -> test(vector.id(), () -> check(vector))),
					this.vectors.roundRobin()
						.stream()
						.map((vector) -> (vector.picks() != null) ? test(vector.name(), () -> check(vector))
								: scenario(vector.name())),
					Stream.concat(this.vectors.errors().stream(), this.vectors.lifecycle().stream())
						.map((vector) -> scenario(vector.scenario())),
					Stream.of(dynamicTest("all of them", this::checkThatAllHavePassed)))
			.flatMap((tests) -> tests);
	}

	private DynamicTest test(String name, Executable check) {
		return dynamicTest(name, () -> {
			check.execute();
			this.passed.incrementAndGet();
		});
	}

	private DynamicTest scenario(String name) {
		if (INAPPLICABLE.containsKey(name)) {
			return dynamicTest("not applicable: " + name, () -> this.skipped.add(name));
		}
		return test(name, Objects.requireNonNull(this.scenarios.get(name), name));
	}

	private void checkThatAllHavePassed() {
		System.out.println(this.passed + " of " + VECTORS + " discovery vectors");
		assertThat(this.passed).hasValue(VECTORS);
		assertThat(this.skipped).containsExactlyInAnyOrderElementsOf(INAPPLICABLE.keySet());
	}

	private static void check(Resolution vector) {
		Options options = vector.options();
		Services services = options.services(vector.config());
		ServiceEndpointResolver resolver = services.resolver(options.properties());
		List<ServiceEndpoint> endpoints = options.passThrough() ? resolver.endpoints(vector.query())
				: services.injected(options.properties()).endpoints(ServiceReference.parse(vector.query()));
		assertThat(endpoints).extracting(ServiceEndpoint::toString)
			.isEqualTo(vector.expect().endpoints().stream().map(Endpoint::address).toList());
		for (int i = 0; i < endpoints.size(); i++) {
			check(vector.expect().endpoints().get(i), endpoints.get(i));
		}
		if (options.applyHostNameMetadata()) {
			String url = vector.query().contains("://") ? vector.query() : "https://" + vector.query();
			ServiceTarget target = Objects.requireNonNull(resolver.target(URI.create(url)));
			assertThat(vector.expect().endpoints()).isNotEmpty()
				.allSatisfy((endpoint) -> assertThat(target.hostName()).isEqualTo(endpoint.hostName()));
		}
	}

	private static void check(Endpoint expected, ServiceEndpoint endpoint) {
		if (expected.uri() != null) {
			assertThat(expected.type()).isEqualTo("uri");
			assertThat(endpoint + "/").isEqualTo(expected.uri());
		}
		else {
			assertThat(expected.type()).isIn("dns", "ip");
			assertThat(endpoint.scheme()).isNull();
			assertThat(endpoint.address().host()).isEqualTo(expected.host());
			assertThat(Math.max(0, endpoint.address().port())).isEqualTo(expected.port());
		}
	}

	private static void check(Rewrite vector) {
		ServiceEndpointResolver resolver = vector.options()
			.services(vector.config())
			.resolver(vector.options().properties());
		if (vector.expect().error() != null) {
			assertThatIllegalStateException().isThrownBy(() -> resolver.resolve(vector.url()))
				.withMessageStartingWith(vector.expect().error().message())
				.withMessageContaining("aspire.service-discovery.allowed-schemes");
			return;
		}
		URI url = URI.create(vector.url());
		ServiceTarget target = resolver.target(url);
		List<URI> rewrites = (target != null)
				? target.endpoints().stream().map((endpoint) -> target.rotation().address(url, endpoint)).toList()
				: List.of(url);
		assertThat(rewrites).extracting(URI::toString).isEqualTo(vector.expect().rewrites());
	}

	private static void check(RoundRobin vector) {
		String[] addresses = IntStream.range(0, Objects.requireNonNull(vector.count()))
			.mapToObj((i) -> "http://localhost:" + (1000 + i))
			.toArray(String[]::new);
		ServiceEndpointResolver resolver = Services.of("basket", "http", addresses).resolver();
		assertThat(Objects.requireNonNull(vector.picks()))
			.allSatisfy((pick) -> assertThat(resolver.resolve("http://basket")).hasToString(addresses[pick]));
	}

}
