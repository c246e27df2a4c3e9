// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.cloud;

import java.net.URI;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.loadbalancer.LoadBalancerUriTools;

import io.github.aspirespring.environment.ServiceEndpoint;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests {@link AspireServiceInstance}.
 */
class AspireServiceInstanceTests {

	@ParameterizedTest
	@CsvSource(nullValues = "-", textBlock = """
			http://localhost:5001,      http,  localhost, 5001, false, http://localhost:5001
			https://localhost:7001,     https, localhost, 7001, true,  https://localhost:7001
			http://catalog,             http,  catalog,   80,   false, http://catalog:80
			https://catalog.example/v1/,https, catalog.example, 443, true, https://catalog.example:443/v1
			https://[::1]:7001/v1,      https, [::1],     7001, true,  https://[::1]:7001/v1
			wss://catalog,              wss,   catalog,   443,  true,  wss://catalog:443
			tcp://catalog:5672,         tcp,   catalog,   5672, false, tcp://catalog:5672
			tcp://catalog,              tcp,   catalog,   -1,   false, tcp://catalog
			10.0.0.1:8080,              -,     10.0.0.1,  8080, false, http://10.0.0.1:8080
			catalog,                    -,     catalog,   -1,   false, http://catalog
			""")
	void hasThePartsOfTheAddress(String address, @Nullable String scheme, String host, int port, boolean secure,
			URI uri) {
		ServiceInstance instance = instance(address);
		assertThat(instance.getScheme()).isEqualTo(scheme);
		assertThat(instance.getHost()).isEqualTo(host);
		assertThat(instance.getPort()).isEqualTo(port);
		assertThat(instance.isSecure()).isEqualTo(secure);
		assertThat(instance.getUri()).isEqualTo(uri);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			https://localhost:7001, https+http://catalog/a?b=c%20d, https://localhost:7001/a?b=c%20d
			http://localhost:5001,  https+http://catalog/a,         http://localhost:5001/a
			https://[::1]:7001,     http://catalog/a,               https://[::1]:7001/a
			10.0.0.1:8080,          https://catalog/a,              https://10.0.0.1:8080/a
			10.0.0.1,               https://catalog/a,              https://10.0.0.1:443/a
			""")
	void isWhatTheLoadBalancerNeeds(String address, URI request, String expected) {
		assertThat(LoadBalancerUriTools.reconstructURI(instance(address), request)).hasToString(expected);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			https://localhost:7001/v1/, https://localhost:7001/a?b=c%20d, https://localhost:7001/v1/a?b=c%20d
			https://localhost:7001/v1,  https://localhost:7001?b,         https://localhost:7001/v1?b
			https://localhost:7001/v1,  https://localhost:7001,           https://localhost:7001/v1
			https://localhost:7001,     https://localhost:7001/a,         https://localhost:7001/a
			""")
	void hasItsBasePathPrepended(String address, URI url, String expected) {
		assertThat(BasePath.prepend(url, instance(address))).hasToString(expected);
	}

	@Test
	void leavesThePathOfOthersAlone() {
		DefaultServiceInstance other = new DefaultServiceInstance("id", "catalog", "localhost", 1, false) {

			@Override
			public URI getUri() {
				return URI.create("http://localhost:1/v1");
			}

		};
		assertThat(BasePath.prepend(URI.create("http://localhost:1/a"), other)).hasToString("http://localhost:1/a");
		assertThat(BasePath.prepend(URI.create("http://localhost:1/a"), null)).hasToString("http://localhost:1/a");
	}

	@Test
	void isIdentifiedByServiceAndAddress() {
		ServiceInstance instance = instance("https://localhost:7001");
		assertThat(instance.getServiceId()).isEqualTo("catalog");
		assertThat(instance.getInstanceId()).isEqualTo("catalog:localhost:7001");
		assertThat(instance).isEqualTo(instance("https://localhost:7001"))
			.hasSameHashCodeAs(instance("https://localhost:7001"))
			.isNotEqualTo(instance("https://localhost:7002"))
			.isNotEqualTo(instance("http://localhost:7001"));
	}

	@Test
	void saysWhichEndpointItIs() {
		assertThat(instance("https://localhost:7001").getMetadata()).isEqualTo(Map.of("endpoint", "admin"));
		assertThat(instance("https://localhost:7001")).hasToString("catalog{endpoint=admin} at https://localhost:7001");
	}

	private static ServiceInstance instance(String address) {
		return new AspireServiceInstance("catalog", "admin", ServiceEndpoint.parse("variable", address));
	}

}
