// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment.services;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.aspirespring.environment.HostAndPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * Tests for {@link ServiceReference}.
 */
class ServiceReferenceTests {

	@Test
	void readsSchemesEndpointServiceAndPort() {
		ServiceReference reference = ServiceReference.parse("HTTPS+http://_Admin.Catalog-API:8080/products?page=1#top");
		assertThat(reference).isEqualTo(new ServiceReference(List.of("https", "http"), "admin", "catalog-api", 8080));
		assertThat(reference).hasToString("https+http://_admin.catalog-api:8080");
	}

	@ParameterizedTest
	@CsvSource({ "catalog, , catalog", "_admin.catalog, admin, catalog", "_a.b.c, a, b.c", "a.b, , a.b",
			"_admin, , _admin", "_.catalog, , _.catalog", "_x., , _x.", "my_service, , my_service", "svc.1, , svc.1",
			"bücher, , bücher", "CATALOG, , catalog" })
	void tellsNamedEndpointFromNameWithUnderscore(String text, @Nullable String endpoint, String service) {
		ServiceReference reference = ServiceReference.parse(text);
		assertThat(reference).isEqualTo(new ServiceReference(List.of(), endpoint, service, HostAndPort.NO_PORT));
		assertThat(ServiceReference.parse("http", text).service()).isEqualTo(service);
	}

	@ParameterizedTest
	@CsvSource({ "catalog:80, 80", "catalog:65535, 65535", "catalog:, -1", "catalog:0, -1", "[::1]:81, 81", "[::1], -1",
			"http://catalog:82/a:b@c, 82", "http://catalog/a:83, -1" })
	void readsPort(String text, int port) {
		assertThat(ServiceReference.parse(text).port()).isEqualTo(port);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://catalog", "http://catalog/", "http://catalog?x=1", "http://catalog#x",
			"http://catalog/http://other", "http://user:pa@ss@catalog/x", "http://catalog/x@other" })
	void skipsWhateverIsAroundTheService(String text) {
		assertThat(ServiceReference.parse(text)).hasToString("http://catalog");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "http://", "http:///x", "http://:80", "://catalog", "1http://catalog",
			"ht_tp://catalog", "https+://catalog", "+http://catalog", "https++http://catalog", "cata log",
			"http://cata\\log", "catalog:65536", "catalog:x", "catalog:-1", "catalog:99999999999", "a:b:c", "::1",
			"[::1", "[]", "[x]", "[::1]x", "http://[::1]x:80", "a,b", "a%20b", "http:catalog" })
	void rejectsWhatIsNoReference(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> ServiceReference.parse(text))
			.withMessageEndingWith("[scheme[+scheme]://][_endpoint.]service[:port]");
	}

	@Test
	void keepsWhatItCannotReadToItself() {
		assertThatIllegalArgumentException().isThrownBy(() -> ServiceReference.parse("http://user:s3cret@cat alog/"))
			.withMessage("The name of a service is missing or malformed: a service is asked for as "
					+ "[scheme[+scheme]://][_endpoint.]service[:port]");
		assertThat(ServiceReference.parse("http://user:s3cret@catalog/?token=s3cret").toString())
			.doesNotContain("s3cret");
	}

	@Test
	@SuppressWarnings("NullAway")
	void rejectsNothingAtAll() {
		assertThatNullPointerException().isThrownBy(() -> ServiceReference.parse(null)).withMessage("text");
	}

}
