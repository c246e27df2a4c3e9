// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.net.URI;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.ServiceEndpoint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EndpointUrl} and {@link ServiceEndpointResolver} with made-up URLs.
 */
class EndpointUrlGrammarTests {

	@Property
	void keepsPathQueryAndFragmentAsTheyStand(@ForAll("tails") String tail,
			@ForAll("endpoints") ServiceEndpoint endpoint) {
		URI url = URI.create("https+http://_x.my_service" + tail);
		URI resolved = EndpointUrl.of(url, HostAndPort.NO_PORT, endpoint, "https");
		assertThat(resolved.getScheme()).isEqualTo((endpoint.scheme() != null) ? endpoint.scheme() : "https");
		assertThat(resolved.getRawPath()).isEqualTo(endpoint.path() + url.getRawPath());
		assertThat(resolved.getRawQuery()).isEqualTo(url.getRawQuery());
		assertThat(resolved.getRawFragment()).isEqualTo(url.getRawFragment());
		HostAndPort address = HostAndPort.parse("test", resolved.getRawAuthority());
		assertThat(address.host()).isEqualTo(endpoint.address().host());
		int port = endpoint.address().port();
		assertThat(address.port())
			.isEqualTo((port == EndpointUrl.defaultPort(resolved.getScheme())) ? HostAndPort.NO_PORT : port);
	}

	@Property
	void resolvesEveryUrlOrLeavesItAlone(@ForAll("tails") String tail, @ForAll("endpoints") ServiceEndpoint endpoint,
			@ForAll("hosts") String host) {
		ServiceEndpointResolver resolver = Services.of("catalog", "http", endpoint.toString()).resolver();
		URI url = URI.create("http://" + host + tail);
		URI resolved = resolver.resolve(url);
		boolean suits = endpoint.scheme() == null || endpoint.scheme().equals("http");
		if (host.matches("catalog(:81)?") && suits) {
			assertThat(resolved).isEqualTo(EndpointUrl.of(url, url.getPort(), endpoint, "http"));
		}
		else {
			assertThat(resolved).hasToString("http://" + host.replace("_admin.", "") + tail);
		}
	}

	@Provide
	Arbitrary<String> hosts() {
		return Arbitraries.of("catalog", "catalog:81", "_admin.catalog", "orders", "catalog.example.com:82",
				"_admin.orders:83", "[::1]:84");
	}

	@Provide
	Arbitrary<ServiceEndpoint> endpoints() {
		Arbitrary<String> schemes = Arbitraries.of("http", "https", "tcp");
		Arbitrary<String> hosts = Arbitraries.of("localhost", "10.0.0.1", "2001:db8::2", "my_host", "a.b.example");
		Arbitrary<Integer> ports = Arbitraries.of(HostAndPort.NO_PORT, 80, 443, 1, 65535);
		Arbitrary<String> paths = Arbitraries.of("", "/v2", "/a/b%20c");
		return Combinators.combine(schemes.injectNull(0.3), hosts, ports, paths)
			.as((scheme, host, port, path) -> new ServiceEndpoint("test", scheme, new HostAndPort(host, port),
					(scheme != null) ? path : ""));
	}

	@Provide
	Arbitrary<String> tails() {
		Arbitrary<String> parts = Arbitraries
			.of("a", "%20", "%2F", "/", "+", ";b=1", ":", "@", "=", "&", "ü", "~", ".", "..", "'", "(")
			.list()
			.ofMaxSize(8)
			.map((list) -> String.join("", list));
		return Combinators.combine(parts, parts.injectNull(0.5), parts.injectNull(0.5))
			.as((path, query, fragment) -> (path.isEmpty() ? "" : "/" + path) + ((query != null) ? "?" + query : "")
					+ ((fragment != null) ? "#" + fragment : ""));
	}

}
