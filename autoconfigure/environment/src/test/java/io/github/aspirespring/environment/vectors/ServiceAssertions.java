// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment.vectors;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;
import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.environment.ServiceEndpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Checks the services of a vector: all that are there and no others, each endpoint with
 * the address that the value says, and found by {@code {NAME}_{ENDPOINT}} as well.
 */
class ServiceAssertions {

	private static final Pattern NAME = Pattern.compile("services__(?<service>.+)__(?<endpoint>[^_]+)__(?<index>\\d+)");

	private static final Pattern URL = Pattern
		.compile("(?<scheme>\\w+)://\\[?(?<host>.+?)]?(:(?<port>\\d+))?(?<path>(/[^/]+)*)/?");

	private final Map<String, String> variables;

	private final ServiceEndpoints services;

	ServiceAssertions(Map<String, String> variables) {
		this.variables = variables;
		this.services = AspireEnvironment.of(variables).services();
	}

	void check() {
		TreeSet<String> names = new TreeSet<>();
		this.variables.keySet().stream().filter((variable) -> variable.startsWith("services__")).forEach((variable) -> {
			// The services of K3s have no index
			Matcher name = NAME.matcher(variable.endsWith("__url") ? variable + "__0" : variable);
			assertThat(name.matches()).isTrue();
			names.add(name.group("service"));
			checkEndpoint(variable, name);
		});
		assertThat(this.services.names()).containsExactlyElementsOf(names);
		assertThat(this.services.isEmpty()).isEqualTo(names.isEmpty());
	}

	private String value(String variable) {
		return Objects.requireNonNull(this.variables.get(variable), variable);
	}

	private void checkEndpoint(String variable, Matcher name) {
		String service = name.group("service");
		String endpoint = name.group("endpoint");
		assertThat(this.services.endpointNames(service)).contains(endpoint);
		if (value(variable).isEmpty()) {
			assertThatExceptionOfType(MalformedConnectionException.class)
				.isThrownBy(() -> this.services.find(service, endpoint))
				.satisfies((ex) -> assertThat(ex.source()).isEqualTo(variable));
			return;
		}
		ServiceEndpoint found = this.services.find(service, endpoint).get(Integer.parseInt(name.group("index")));
		assertThat(found.source()).isEqualTo(variable);
		checkAddress(found);
		checkNameInCapitals(service, endpoint, this.services.find(service, endpoint));
	}

	private void checkAddress(ServiceEndpoint found) {
		Matcher url = URL.matcher(value(found.source()));
		assertThat(url.matches()).isTrue();
		assertThat(found.scheme()).isEqualTo(url.group("scheme"));
		assertThat(found.address().host()).isEqualTo(url.group("host"));
		String port = url.group("port");
		assertThat(found.address().port()).isEqualTo((port != null) ? Integer.parseInt(port) : HostAndPort.NO_PORT);
		assertThat(found.path()).isEqualTo(url.group("path"));
	}

	private void checkNameInCapitals(String service, String endpoint, List<ServiceEndpoint> expected) {
		Map<String, String> variables = new HashMap<>(this.variables);
		variables.keySet().removeIf((variable) -> variable.startsWith("services__"));
		ServiceEndpoints others = AspireEnvironment.of(variables).services();
		String name = service.replaceAll("\\W", "_").toUpperCase(Locale.ROOT);
		String nameAndEndpoint = name + "_" + endpoint.replaceAll("\\W", "_").toUpperCase(Locale.ROOT);
		for (String variable : variables.keySet()) {
			String spelling = variable.replaceAll("\\W", "_").toUpperCase(Locale.ROOT);
			if (spelling.equals(nameAndEndpoint)) {
				assertThat(others.find(service, endpoint)).extracting(ServiceEndpoint::toString)
					.isSubsetOf(expected.stream().map(ServiceEndpoint::toString).toList())
					.hasSize(1);
			}
			if (spelling.equals(name)) {
				assertThat(others.find(service)).extracting(ServiceEndpoint::toString)
					.containsExactlyElementsOf(expected.stream().map(ServiceEndpoint::toString).toList());
			}
		}
		assertThat(others.isEmpty()).isTrue();
	}

}
