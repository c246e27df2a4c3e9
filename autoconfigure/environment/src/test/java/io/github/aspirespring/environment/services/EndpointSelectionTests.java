// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment.services;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.MalformedConnectionException;
import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.environment.ServiceEndpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EndpointSelection}, beside the vectors of .NET.
 */
class EndpointSelectionTests {

	@ParameterizedTest
	@CsvSource({ "https+http://catalog, https://localhost:7001", "http+https://catalog, http://localhost:5001",
			"https://catalog, https://localhost:7001", "http://CATALOG:99/x, http://localhost:5001",
			"http://_admin.catalog, http://localhost:5002", "_admin.catalog, http://localhost:5002",
			"https+http://_admin.catalog, http://localhost:5002" })
	void selectsWhatTheSchemesOrTheNameOfTheEndpointSay(String reference, String url) {
		ServiceEndpoints services = services("services__catalog__https__0", "https://localhost:7001",
				"services__catalog__http__0", "http://localhost:5001", "services__catalog__admin__0",
				"http://localhost:5002");
		assertThat(select(services, reference)).containsExactly(url);
	}

	@ParameterizedTest
	@CsvSource({ "catalog", "https://_admin.catalog", "grpc://catalog", "http://other", "https://_none.catalog" })
	void selectsNothingWhereNothingSuits(String reference) {
		ServiceEndpoints services = services("services__catalog__https__0", "https://localhost:7001",
				"services__catalog__http__0", "http://localhost:5001", "services__catalog__admin__0",
				"http://localhost:5002");
		assertThat(select(services, reference)).isEmpty();
	}

	@Test
	void keepsBestSchemeAndAddressesWithoutOne() {
		ServiceEndpoints services = services("services__catalog__default__0", "http://a:1",
				"services__catalog__default__1", "b:2", "services__catalog__default__2", "https://c:3");
		assertThat(select(services, "https+http://catalog")).containsExactly("b:2", "https://c:3");
		assertThat(select(services, "http+https://catalog")).containsExactly("http://a:1", "b:2");
		assertThat(select(services, "ftp://catalog")).containsExactly("b:2");
		assertThat(select(services, "catalog")).hasSize(3);
	}

	@Test
	void doesNotLookFurtherOnceThereIsASection() {
		ServiceEndpoints services = services("services__catalog__default__0", "tcp://a:1",
				"services__catalog__https__0", "https://b:2", "CATALOG_HTTPS", "https://c:3", "CATALOG", "https://d:4");
		assertThat(select(services, "https://catalog")).isEmpty();
		ServiceEndpoints empty = services("services__catalog__https", " ", "CATALOG_HTTPS", "https://c:3");
		assertThat(select(empty, "https://catalog")).isEmpty();
	}

	@Test
	void readsIndexedAddressesBesideAnEmptyValue() {
		ServiceEndpoints services = services("services__catalog__http", "", "services__catalog__http__0", "http://a:1");
		assertThat(select(services, "http://catalog")).containsExactly("http://a:1");
	}

	@Test
	void allowsListedSchemesOnly() {
		ServiceEndpoints services = services("services__catalog__https__0", "https://localhost:7001",
				"services__catalog__http__0", "http://localhost:5001");
		AllowedSchemes https = new AllowedSchemes(false, List.of("HTTPS"));
		assertThat(https.allows("https")).isTrue();
		assertThat(https.allows("http")).isFalse();
		assertThat(select(services, https, "http+https://catalog")).containsExactly("https://localhost:7001");
		assertThat(select(services, https, "catalog")).containsExactly("https://localhost:7001");
		assertThat(select(services, https, "http://catalog")).isEmpty();
		assertThat(AllowedSchemes.ALL.allows("any")).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "https+http://catalog-api, https://localhost:7001", "http://catalog-api, http://localhost:5001",
			"http://_admin.catalog-api, http://localhost:5002", "http+https://CATALOG-API, http://localhost:5001" })
	void fallsBackToVariablesInCapitals(String reference, String url) {
		ServiceEndpoints services = services("CATALOG_API_HTTPS", "https://localhost:7001", "CATALOG_API_HTTP",
				"http://localhost:5001", "CATALOG_API_ADMIN", "http://localhost:5002");
		assertThat(select(services, reference)).containsExactly(url);
		assertThat(select(services, "catalog-api")).isEmpty();
	}

	@Test
	void trustsTheSchemeOfAVariableAndNotItsName() {
		ServiceEndpoints upgraded = services("WEB_API_HTTP", "https://localhost:5301");
		assertThat(select(upgraded, "https+http://web-api")).containsExactly("https://localhost:5301");
		assertThat(select(upgraded, "http://web-api")).isEmpty();
		ServiceEndpoints compose = services("WEB_API_HTTP", "http://web-api:8080", "WEB_API_HTTPS",
				"https://web-api:8080");
		assertThat(select(compose, "https+http://web-api")).containsExactly("http://web-api:8080");
		ServiceEndpoints kubernetes = services("services__web__http__0", "http://web-service:8080", "WEB_HTTPS",
				"https://web-service:7001");
		assertThat(select(kubernetes, "https+http://web")).containsExactly("http://web-service:8080");
		assertThat(select(kubernetes, "https://web")).isEmpty();
	}

	@Test
	void fallsBackToExternalServiceByItsNameAlone() {
		ServiceEndpoints services = services("MY_STORE", "https://petstore.swagger.io/v2/");
		assertThat(select(services, "https+http://my-store")).containsExactly("https://petstore.swagger.io/v2");
		assertThat(select(services, "my-store")).containsExactly("https://petstore.swagger.io/v2");
		assertThat(select(services, "http://my-store")).isEmpty();
		assertThat(select(services("MY_STORE", "localhost:80"), "http://my-store")).isEmpty();
	}

	@Test
	void prefersVariableOfAnEndpointToTheNameAlone() {
		ServiceEndpoints services = services("MY_STORE", "https://a", "MY_STORE_HTTPS", "https://b");
		assertThat(select(services, "https://my-store")).containsExactly("https://b");
		assertThat(select(services, "my-store")).containsExactly("https://a");
	}

	@Test
	void saysWhichVariableIsMalformed() {
		ServiceEndpoints services = services("services__catalog__http__0", "http://");
		assertThatExceptionOfType(MalformedConnectionException.class)
			.isThrownBy(() -> select(services, "https+http://catalog"))
			.satisfies((ex) -> assertThat(ex.source()).isEqualTo("services__catalog__http__0"));
	}

	private static List<String> select(ServiceEndpoints services, String reference) {
		return select(services, AllowedSchemes.ALL, reference);
	}

	private static List<String> select(ServiceEndpoints services, AllowedSchemes allowed, String reference) {
		return new EndpointSelection(services, allowed).select(ServiceReference.parse(reference))
			.stream()
			.map(ServiceEndpoint::toString)
			.toList();
	}

	private static ServiceEndpoints services(String... namesAndValues) {
		Map<String, String> variables = new HashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			variables.put(namesAndValues[i], namesAndValues[i + 1]);
		}
		return AspireEnvironment.of(variables).services();
	}

}
