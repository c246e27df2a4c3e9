// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ServiceEndpoint}.
 */
class ServiceEndpointTests {

	@ParameterizedTest
	@CsvSource({ "http://localhost:5301, http, localhost:5301, ''", "https://nuget.org/, https, nuget.org, ''",
			"https://petstore.swagger.io/v2, https, petstore.swagger.io, /v2", "HTTP://h/a/b//, http, h, /a/b",
			"tcp://localhost:1883, tcp, localhost:1883, ''", "http://::1:5301, http, [::1]:5301, ''",
			"http://[::1]:8080/, http, [::1]:8080, ''", "http://my_service:80, http, my_service:80, ''",
			"http://u:secret@h:1/p, http, h:1, /p", "http://h:1/p?q=1#f, http, h:1, /p", "' http://h ', http, h, ''" })
	void readsUrl(String text, String scheme, String address, String path) {
		ServiceEndpoint endpoint = ServiceEndpoint.parse("x", text);
		assertThat(endpoint.source()).isEqualTo("x");
		assertThat(endpoint.scheme()).isEqualTo(scheme);
		assertThat(endpoint.address()).hasToString(address);
		assertThat(endpoint.path()).isEqualTo(path);
		assertThat(endpoint).hasToString(scheme + "://" + address + path);
	}

	@ParameterizedTest
	@CsvSource({ "localhost:8080, localhost:8080", "h, h", "localhost:8080/path, localhost:8080", "[::1]:1/, [::1]:1" })
	void readsAddressWithoutScheme(String text, String address) {
		ServiceEndpoint endpoint = ServiceEndpoint.parse("x", text);
		assertThat(endpoint.scheme()).isNull();
		assertThat(endpoint.path()).isEmpty();
		assertThat(endpoint).hasToString(address);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "/", "http://", "http:///path", "http://h:x", "http://h:1,g:2", "a b" })
	void rejectsWhatIsNoAddress(String text) {
		assertThatExceptionOfType(MalformedConnectionException.class)
			.isThrownBy(() -> ServiceEndpoint.parse("services__api__http__0", text))
			.withMessageStartingWith("'services__api__http__0' is malformed: ");
	}

	@Test
	void keepsUserInformationOutOfItsText() {
		assertThat(ServiceEndpoint.parse("x", "http://user:secret@h:1/p?key=secret").toString())
			.doesNotContain("secret");
	}

}
