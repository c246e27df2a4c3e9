// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ServiceEndpoints}.
 */
class ServiceEndpointsTests {

	@Test
	void findsEndpointsByServiceAndName() {
		ServiceEndpoints services = services("services__billing__grpc__0", "http://localhost:5400",
				"services__billing__my-admin__0", "http://localhost:5401", "services__Api__http__0",
				"http://localhost:1");
		assertThat(services.names()).containsExactly("Api", "billing");
		assertThat(services.endpointNames("billing")).containsExactly("grpc", "my-admin");
		assertThat(urls(services.find("billing", "grpc"))).containsExactly("http://localhost:5400");
		assertThat(urls(services.find("billing", "my-admin"))).containsExactly("http://localhost:5401");
		assertThat(services.find("billing")).isEmpty();
		assertThat(services.find("billing", "other")).isEmpty();
		assertThat(services.isEmpty()).isFalse();
		assertThat(services).hasToString("ServiceEndpoints[Api, billing]");
	}

	@Test
	void isEmptyWithoutVariablesOfAppHost() {
		ServiceEndpoints services = services("HOME", "/root", "HTTP_PORTS", "", "OTEL_SERVICE_NAME", "api");
		assertThat(services.isEmpty()).isTrue();
		assertThat(services.names()).isEmpty();
		assertThat(services.endpointNames("api")).isEmpty();
		assertThat(services.find("api")).isEmpty();
		assertThat(services.find("home")).isEmpty();
		assertThat(services.find("")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "catalog-api, http", "Catalog-API, HTTP", "catalog_api, Http", "catalog.api, http" })
	void comparesNamesWithoutCaseAndEncoding(String service, String endpoint) {
		ServiceEndpoints services = services("SERVICES__CATALOG-API__HTTP__0", "http://h:1");
		assertThat(urls(services.find(service, endpoint))).containsExactly("http://h:1");
		assertThat(urls(services.find(service))).containsExactly("http://h:1");
		assertThat(services.endpointNames(service)).containsExactly("HTTP");
	}

	@Test
	void prefersExactNameToOneThatEncodesAlike() {
		ServiceEndpoints services = services("services__a-b__http__0", "http://dash", "services__a.b__http__0",
				"http://dot");
		assertThat(services.names()).containsExactly("a-b", "a.b");
		assertThat(urls(services.find("a-b", "http"))).containsExactly("http://dash");
		assertThat(urls(services.find("A.B", "http"))).containsExactly("http://dot");
	}

	@Test
	void prefersVariableThatIsSpelledLikeThoseOfAppHosts() {
		ServiceEndpoints services = services("SERVICES__API__HTTP__0", "http://1", "services__api__http__0", "http://2",
				"aspire.services.api.http[0]", "http://3", "CATALOG-API_HTTP", "http://4", "CATALOG_API_HTTP",
				"http://5");
		assertThat(urls(services.find("api"))).containsExactly("http://2");
		assertThat(urls(services.find("catalog-api"))).containsExactly("http://5");
	}

	@Test
	void ordersAddressesByIndexThroughGaps() {
		ServiceEndpoints services = services("services__web__https__10", "https://c", "services__web__https__2",
				"https://b", "services__web__https__0", "https://a");
		assertThat(urls(services.find("web"))).containsExactly("https://a", "https://b", "https://c");
	}

	@Test
	void findsEndpointThatWasUpgradedToTls() {
		ServiceEndpoints services = services("WEB_HTTP", "https://localhost:5301", "services__web__https__0",
				"https://localhost:5301", "WEB_HTTPS", "https://localhost:7301", "services__web__https__1",
				"https://localhost:7301");
		assertThat(urls(services.find("web"))).containsExactly("https://localhost:5301", "https://localhost:7301");
		assertThat(urls(services.find("web", "https"))).hasSize(2);
		assertThat(urls(services.find("web", "http"))).containsExactly("https://localhost:5301");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "-1", "0__x", "1.5", "99999999999" })
	void rejectsIndexThatIsNoNumber(String index) {
		ServiceEndpoints services = services("services__web__http__0", "http://a", "services__web__http__" + index,
				"http://b", "services__web__grpc__0", "http://c");
		assertThatExceptionOfType(MalformedConnectionException.class).isThrownBy(() -> services.find("web"))
			.withMessage("'services__web__http__" + index
					+ "' is malformed: the index of an endpoint must be a whole number");
		assertThat(urls(services.find("web", "grpc"))).containsExactly("http://c");
	}

	@Test
	void namesVariableThatIsNoAddress() {
		ServiceEndpoints services = services("services__web__http__0", "");
		assertThatExceptionOfType(MalformedConnectionException.class).isThrownBy(() -> services.find("web", "http"))
			.withMessage("'services__web__http__0' is malformed: an address must name a host");
	}

	@Test
	void readsValueWithoutIndex() {
		ServiceEndpoints services = services("services__ep__url", "https://localhost:7777", "services__web__http",
				"http://one", "services__web__http__0", "http://two");
		assertThat(urls(services.find("ep"))).containsExactly("https://localhost:7777");
		assertThat(urls(services.find("ep", "url"))).containsExactly("https://localhost:7777");
		assertThat(urls(services.find("web"))).containsExactly("http://one");
	}

	@Test
	void takesNoticeOfIndexedValuesBesideAnEmptyOne() {
		ServiceEndpoints services = services("services__web__http", " ", "services__web__http__0", "http://two");
		assertThat(urls(services.find("web"))).containsExactly("http://two");
		assertThat(services("services__web__http", "").find("web", "http")).isEmpty();
	}

	@Test
	void prefersHttpsThenHttpThenDefaultThenOnlyEndpoint() {
		assertThat(urls(services("services__a__http__0", "http://h", "services__a__https__0", "https://s").find("a")))
			.containsExactly("https://s");
		assertThat(urls(services("services__a__http__0", "http://h", "services__a__default__0", "http://d").find("a")))
			.containsExactly("http://h");
		assertThat(urls(services("services__a__tcp__0", "tcp://t:1", "services__a__default__0", "http://d").find("a")))
			.containsExactly("http://d");
		assertThat(urls(services("services__a__tcp__0", "tcp://t:1").find("a"))).containsExactly("tcp://t:1");
	}

	@Test
	void findsServiceWhoseVariableAShellHasDropped() {
		ServiceEndpoints services = services("CATALOG_API_HTTP", "http://localhost:5301", "CATALOG_API_MY_ADMIN",
				"http://localhost:5302");
		assertThat(services.names()).isEmpty();
		assertThat(urls(services.find("catalog-api"))).containsExactly("http://localhost:5301");
		assertThat(urls(services.find("catalog-api", "http"))).containsExactly("http://localhost:5301");
		assertThat(urls(services.find("catalog-api", "my-admin"))).containsExactly("http://localhost:5302");
		assertThat(services.find("catalog-api", "https")).isEmpty();
	}

	@Test
	void findsEndpointWhoseVariableAShellHasDropped() {
		ServiceEndpoints services = services("services__billing__grpc__0", "http://localhost:5400", "BILLING_MY_ADMIN",
				"http://localhost:5401");
		assertThat(urls(services.find("billing", "my-admin"))).containsExactly("http://localhost:5401");
	}

	@ParameterizedTest
	@CsvSource({ "catalog-api, CATALOG-API_HTTP", "Backend-v2, Backend_v2_HTTP", "custom, custom_HTTP",
			"1st, _1ST_HTTP" })
	void findsVariableHoweverItIsSpelled(String service, String variable) {
		ServiceEndpoints services = services(variable, "http://h:1");
		assertThat(services.find(service)).containsExactlyElementsOf(services.find(service, "http"))
			.extracting(ServiceEndpoint::source)
			.containsExactly(variable);
	}

	@ParameterizedTest
	@ValueSource(strings = { "PETSTORE", "petstore" })
	void findsExternalServiceByItsNameAlone(String variable) {
		assertThat(urls(services(variable, "https://petstore.swagger.io/v2/").find("petstore")))
			.containsExactly("https://petstore.swagger.io/v2");
		assertThat(urls(services(variable, "https://petstore.swagger.io/v2/").findExternal("petstore"))).hasSize(1);
		assertThat(services(variable, "dog").find("petstore")).isEmpty();
		assertThat(services(variable, "dog").findExternal("petstore")).isEmpty();
	}

	@Test
	void distrustsHttpsVariableThatPointsAtPlainPort() {
		ServiceEndpoints compose = services("CATALOG_HTTP", "http://catalog:8080", "services__catalog__http__0",
				"http://catalog:8080", "CATALOG_HTTPS", "https://catalog:8080");
		assertThat(urls(compose.find("catalog"))).containsExactly("http://catalog:8080");
		assertThat(compose.find("catalog", "https")).isEmpty();
		ServiceEndpoints kubernetes = services("services__catalog__http__0", "http://catalog-service:8080",
				"CATALOG_HTTPS", "https://catalog-service:7001");
		assertThat(kubernetes.find("catalog", "https")).isEmpty();
		ServiceEndpoints dropped = services("CATALOG_API_HTTP", "http://catalog:8080", "CATALOG_API_HTTPS",
				"https://catalog:8080");
		assertThat(urls(dropped.find("catalog-api"))).containsExactly("http://catalog:8080");
		assertThat(dropped.find("catalog-api", "https")).isEmpty();
	}

	@Test
	void trustsHttpsVariableWithPortOfItsOwn() {
		ServiceEndpoints services = services("CATALOG_API_HTTP", "http://localhost:5301", "CATALOG_API_HTTPS",
				"https://localhost:7301");
		assertThat(urls(services.find("catalog-api"))).containsExactly("https://localhost:7301");
		assertThat(urls(services.find("catalog-api", "https"))).containsExactly("https://localhost:7301");
		ServiceEndpoints upgraded = services("CATALOG_API_HTTP", "https://catalog.internal", "CATALOG_API_HTTPS",
				"https://catalog.internal");
		assertThat(urls(upgraded.find("catalog-api", "https"))).containsExactly("https://catalog.internal");
	}

	@Test
	void findsServiceWhoseDashesAppServiceHasStripped() {
		ServiceEndpoints services = services("services__catalogapi__http__0",
				"https://catalog-api-1.azurewebsites.net");
		assertThat(urls(services.find("catalog-api"))).containsExactly("https://catalog-api-1.azurewebsites.net");
		assertThat(urls(services.find("catalog-api", "http"))).hasSize(1);
		assertThat(services.endpointNames("catalog-api")).containsExactly("http");
	}

	@Test
	void prefersOwnVariableToServiceOfStrippedName() {
		ServiceEndpoints services = services("services__catalogapi__http__0", "http://other", "CATALOG_API_HTTP",
				"http://own");
		assertThat(urls(services.find("catalog-api"))).containsExactly("http://own");
		assertThat(urls(services.find("catalog-api", "http"))).containsExactly("http://own");
	}

	@Test
	void letsPropertiesStandInForVariables() {
		ServiceEndpoints services = services("aspire.services.my.catalog.http[1]", "http://b",
				"aspire.services.my.catalog.http[0]", "http://a", "aspire.services.api.http", "http://c",
				"aspire.services.web.http[0]", "http://own", "services__web__http__0", "http://injected");
		assertThat(services.names()).containsExactly("api", "my.catalog", "web");
		assertThat(urls(services.find("my.catalog", "http"))).containsExactly("http://a", "http://b");
		assertThat(urls(services.find("api"))).containsExactly("http://c");
		assertThat(urls(services.find("web"))).containsExactly("http://injected");
	}

	@Test
	void leavesServiceLinksOfKubernetesAlone() {
		ServiceEndpoints services = services("services__catalog__http__0", "http://catalog-service:8080",
				"CATALOG_SERVICE_PORT", "tcp://10.0.31.7:8080");
		assertThat(services.names()).containsExactly("catalog");
		assertThat(services.find("catalog-service")).isEmpty();
	}

	private static List<String> urls(List<ServiceEndpoint> endpoints) {
		return endpoints.stream().map(ServiceEndpoint::toString).toList();
	}

	private static ServiceEndpoints services(String... namesAndValues) {
		Map<String, String> variables = new HashMap<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			variables.put(namesAndValues[i], namesAndValues[i + 1]);
		}
		return AspireEnvironment.of(variables).services();
	}

}
