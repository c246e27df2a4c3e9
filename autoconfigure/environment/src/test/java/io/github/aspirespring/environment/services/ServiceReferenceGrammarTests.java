// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment.services;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;
import io.github.aspirespring.environment.ServiceEndpoint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServiceReference} and {@link EndpointSelection} with made-up texts.
 */
class ServiceReferenceGrammarTests {

	@Property
	void readsBackWhatItWrites(@ForAll("references") ServiceReference reference, @ForAll("tails") String tail) {
		assertThat(ServiceReference.parse(reference + tail)).isEqualTo(reference);
	}

	@Property
	void takesNoNoticeOfCaseAndUserInformation(@ForAll("references") ServiceReference reference,
			@ForAll("tails") String userInfo) {
		String authority = reference.toString().substring(reference.toString().lastIndexOf('/') + 1);
		assertThat(ServiceReference.parse("HTTP", userInfo + "@" + authority.toUpperCase(Locale.ROOT))).isEqualTo(
				new ServiceReference(List.of("http"), reference.endpoint(), reference.service(), reference.port()));
	}

	@Property
	void failsInOneWayOnly(@ForAll("texts") String text) {
		try {
			ServiceReference reference = ServiceReference.parse(text);
			assertThat(ServiceReference.parse(reference.toString())).isEqualTo(reference);
		}
		catch (IllegalArgumentException ex) {
			assertThat(ex).isNotInstanceOf(MalformedConnectionException.class)
				.hasMessageEndingWith("[_endpoint.]service[:port]");
		}
	}

	@Property
	void selectsNothingThatWasNotAskedFor(@ForAll("references") ServiceReference reference,
			@ForAll("endpoints") List<String> endpoints) {
		Map<String, String> variables = new HashMap<>();
		String section = (reference.endpoint() != null) ? reference.endpoint() : "default";
		for (int i = 0; i < endpoints.size(); i++) {
			variables.put("services__" + reference.service() + "__" + section + "__" + i, endpoints.get(i));
		}
		EndpointSelection selection = new EndpointSelection(AspireEnvironment.of(variables).services(),
				AllowedSchemes.ALL);
		List<ServiceEndpoint> selected = selection.select(reference);
		assertThat(selected).extracting(ServiceEndpoint::toString).isSubsetOf(endpoints);
		if (reference.schemes().isEmpty()) {
			assertThat(selected).hasSameSizeAs(endpoints);
		}
		else {
			assertThat(selected.stream().map(ServiceEndpoint::scheme).filter(Objects::nonNull).distinct())
				.hasSizeLessThanOrEqualTo(1)
				.isSubsetOf(reference.schemes());
		}
	}

	@Provide
	Arbitrary<ServiceReference> references() {
		Arbitrary<List<String>> schemes = Arbitraries.of("https", "http", "tcp", "grpc", "x-y.1")
			.list()
			.ofMaxSize(3)
			.uniqueElements();
		Arbitrary<String> names = Arbitraries.strings()
			.withCharRange('a', 'z')
			.withCharRange('0', '9')
			.withChars("-_.")
			.ofMinLength(1)
			.ofMaxLength(12)
			.filter((name) -> !name.startsWith("_") && !name.startsWith(".") && !name.matches(".*[._]")
					&& !name.contains("__"));
		Arbitrary<String> endpoints = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
		Arbitrary<Integer> ports = Arbitraries.integers().between(1, 65535);
		return Combinators.combine(schemes, endpoints.injectNull(0.5), names, ports.injectNull(0.5))
			.as((scheme, endpoint, service, port) -> new ServiceReference(scheme, endpoint, service,
					(port != null) ? port : HostAndPort.NO_PORT));
	}

	@Provide
	Arbitrary<List<String>> endpoints() {
		return Arbitraries.of("http://a:1", "https://b:2", "c:3", "tcp://d:4", "grpc://e:5", "http://f/g")
			.list()
			.ofMinSize(1)
			.ofMaxSize(6);
	}

	@Provide
	Arbitrary<String> tails() {
		return texts().map((text) -> "/" + text);
	}

	@Provide
	Arbitrary<String> texts() {
		return Arbitraries
			.of("http", "https", "+", "://", ":", "/", "@", "_", ".", "[", "]", "::1", "?", "#", "%", "80", "0",
					"99999", "catalog", "-", " ", "ü", "\\")
			.list()
			.ofMaxSize(10)
			.map((parts) -> String.join("", parts));
	}

}
