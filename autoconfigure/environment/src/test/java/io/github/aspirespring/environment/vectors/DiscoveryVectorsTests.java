// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment.vectors;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.environment.services.EndpointSelection;
import io.github.aspirespring.environment.services.ServiceReference;
import io.github.aspirespring.environment.vectors.DiscoveryVectors.Address;
import io.github.aspirespring.environment.vectors.DiscoveryVectors.Endpoint;
import io.github.aspirespring.environment.vectors.DiscoveryVectors.Query;
import io.github.aspirespring.environment.vectors.DiscoveryVectors.Resolution;
import io.github.aspirespring.environment.vectors.DiscoveryVectors.UriCase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Holds references and the selection of endpoints against service discovery of .NET.
 */
class DiscoveryVectorsTests {

	private static final int VECTORS = 83;

	private final DiscoveryVectors vectors = DiscoveryVectors.load();

	private final AtomicInteger passed = new AtomicInteger();

	@TestFactory
	Stream<DynamicTest> readsEveryVector() {
		return Stream
			.of(this.vectors.queryParsing().stream().map((query) -> test("query", query, () -> check(query))),
					this.vectors.endpointParsing().stream().map((value) -> test("endpoint", value, () -> check(value))),
					this.vectors.resolution().stream().map((vector) -> test("resolution", vector, () -> check(vector))),
					this.vectors.aspireEnvShapes()
						.stream()
						.map((shape) -> test("shape", shape, () -> new ServiceAssertions(shape.env()).check())),
					this.vectors.javaUri().cases().stream().map((uri) -> test("URI", uri, () -> check(uri))),
					Stream.of(dynamicTest("all of them", this::checkThatAllHavePassed)))
			.flatMap((tests) -> tests);
	}

	private DynamicTest test(String kind, Object vector, Executable check) {
		return dynamicTest(kind + " " + vector, () -> {
			check.execute();
			this.passed.incrementAndGet();
		});
	}

	private void checkThatAllHavePassed() {
		System.out.println(this.passed + " of " + VECTORS + " discovery vectors");
		assertThat(this.passed).hasValue(VECTORS);
	}

	private static void check(Query query) {
		ServiceReference reference = ServiceReference.parse(query.input());
		assertThat(reference.schemes()).isEqualTo(query.expect().schemes());
		assertThat(reference.service()).isEqualTo(query.expect().serviceName());
		assertThat(reference.endpoint()).isEqualTo(query.expect().endpointName());
	}

	private static void check(Address address) {
		ServiceEndpoint endpoint = ServiceEndpoint.parse("variable", address.value());
		Endpoint expected = address.expect();
		assertThat(endpoint).hasToString(expected.address());
		if (expected.uri() != null) {
			assertThat(expected.type()).isEqualTo("uri");
			assertThat(endpoint.scheme()).isEqualTo(URI.create(expected.uri()).getScheme());
			assertThat(endpoint.address().host()).isEqualTo(URI.create(expected.uri()).getHost());
			assertThat(endpoint.address().port()).isEqualTo(URI.create(expected.uri()).getPort());
		}
		else {
			assertThat(expected.type()).isIn("dns", "ip");
			assertThat(endpoint.scheme()).isNull();
			assertThat(endpoint.address().host()).isEqualTo(expected.host());
			assertThat(endpoint.address().port())
				.isEqualTo(Integer.valueOf(0).equals(expected.port()) ? HostAndPort.NO_PORT : expected.port());
		}
	}

	private static void check(Resolution vector) {
		ServiceReference reference = ServiceReference.parse(vector.query());
		List<ServiceEndpoint> selected = new EndpointSelection(vector.services(), vector.options().allowed())
			.select(reference);
		List<Endpoint> expected = vector.expect().endpoints();
		// What passes through is selected by nobody
		boolean passesThrough = vector.options().providers().contains("pass-through") && expected.size() == 1
				&& reference.service().replaceAll("[\\[\\]]", "").equals(expected.get(0).host());
		assertThat(selected).extracting(ServiceEndpoint::toString)
			.isEqualTo(passesThrough ? List.of() : expected.stream().map(Endpoint::address).toList());
	}

	private static void check(UriCase uri) {
		if (uri.error() != null) {
			String text = uri.input().replaceAll(".*create\\(\"(.*)\"\\)\\)", "$1");
			assertThatIllegalArgumentException().isThrownBy(() -> HttpRequest.newBuilder(URI.create(text)))
				.withMessage(uri.error().replace("IllegalArgumentException: ", ""));
			assertThat(ServiceReference.parse(text).service()).isEqualTo("basket");
			return;
		}
		URI parsed = URI.create(uri.input());
		assertThat(parsed.getHost()).isEqualTo(uri.getHost());
		assertThat(parsed.getScheme()).isEqualTo((uri.getScheme() != null) ? uri.getScheme() : parsed.getScheme());
		assertThat(parsed.getPort()).isEqualTo((uri.getPort() != null) ? uri.getPort() : -1);
		assertThat(parsed.getAuthority())
			.isEqualTo((uri.getAuthority() != null) ? uri.getAuthority() : parsed.getAuthority());
		assertThat(ServiceReference.parse(uri.input()))
			.isEqualTo(ServiceReference.parse(parsed.getScheme(), parsed.getRawAuthority()));
	}

}
