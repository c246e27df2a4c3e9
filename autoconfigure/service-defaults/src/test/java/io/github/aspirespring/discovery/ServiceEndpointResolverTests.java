// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.aspirespring.environment.MalformedConnectionException;
import io.github.aspirespring.environment.ServiceEndpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ServiceEndpointResolver} and {@link ServiceTarget}, beside the vectors
 * of .NET.
 */
class ServiceEndpointResolverTests {

	@ParameterizedTest
	@ValueSource(strings = { "http://example.com/x", "https://127.0.0.1:8080", "http://[fe80::1%25eth0]/", "/products",
			"mailto:a@example.com", "http://a,b:1/", "http://host:99999/", "ftp://catalog.example.com", "http:///x" })
	void leavesOtherAddressesAlone(String url) {
		ServiceEndpointResolver resolver = Services.of("catalog", "http", "http://localhost:5001").resolver();
		for (int i = 0; i < 2; i++) {
			assertThat(resolver.target(URI.create(url))).isNull();
			assertThat(resolver.resolve(URI.create(url))).hasToString(url);
		}
	}

	@Test
	void rejectsListOfSchemesForWhatIsNoService() {
		ServiceEndpointResolver resolver = Services.none().resolver();
		assertThatIllegalArgumentException().isThrownBy(() -> resolver.target(URI.create("https+http://a,b")))
			.withMessageContaining("[scheme[+scheme]://][_endpoint.]service[:port]");
	}

	@ParameterizedTest
	@CsvSource({ "https+http://catalog, https://localhost:7001", "HTTPS+HTTP://Catalog/A, https://localhost:7001/A",
			"http://catalog:80/?, http://localhost:5001/?", "http://catalog?a=%20+b#c, http://localhost:5001?a=%20+b#c",
			"http://me@catalog/a%2Fb, http://me@localhost:5001/a%2Fb",
			"https+http://_admin.catalog/x, http://localhost:5002/admin/x", "http://_none.catalog/x, http://catalog/x",
			"https+http://_none.catalog:81/x, https://catalog:81/x" })
	void replacesNothingButSchemeHostAndPort(String url, String resolved) {
		ServiceEndpointResolver resolver = Services.of("catalog", "http", "http://localhost:5001")
			.and("catalog", "https", "https://localhost:7001")
			.and("catalog", "admin", "http://localhost:5002/admin/")
			.resolver();
		assertThat(resolver.resolve(url)).hasToString(resolved);
	}

	@ParameterizedTest
	@CsvSource({ "https://host, https://host/x", "https://host:443, https://host/x",
			"http://host:443, http://host:443/x", "tcp://host, tcp://host:81/x", "host, http://host:81/x",
			"host:80, http://host/x", "[::1], http://[::1]:81/x", "http://[::1]:80/a/, http://[::1]/a/x" })
	void takesPortOfEndpointElseOfItsSchemeElseOfUrl(String address, String resolved) {
		ServiceEndpoint endpoint = Services.endpoint(address);
		assertThat(EndpointUrl.of(URI.create("http://catalog:81/x"), 81, endpoint, "http")).hasToString(resolved);
	}

	@Test
	void saysWhichVariableDoesNotFitIntoUrl() {
		ServiceEndpointResolver resolver = Services.of("catalog", "http", "http://localhost/a b").resolver();
		assertThatExceptionOfType(MalformedConnectionException.class)
			.isThrownBy(() -> resolver.resolve("http://catalog"))
			.withMessage("'services__catalog__http__0' is malformed: host and path of an endpoint must fit into a URL");
	}

	@Test
	void failsAsLongAsVariableIsMalformed() {
		ServiceEndpointResolver resolver = Services.of("catalog", "http", "http://").resolver();
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(MalformedConnectionException.class)
				.isThrownBy(() -> resolver.target(URI.create("https+http://catalog")))
				.satisfies((ex) -> assertThat(ex.source()).isEqualTo("services__catalog__http__0"));
		}
	}

	@Test
	void asksProvidersInTheirOrderUntilOneKnows() {
		AtomicInteger asked = new AtomicInteger();
		ServiceEndpointResolver resolver = Services.of("catalog", "http", "http://localhost:5001")
			.resolver((reference) -> {
				asked.incrementAndGet();
				return reference.service().equals("orders") ? List.of(Services.endpoint("10.0.0.1:81")) : List.of();
			}, (reference) -> List.of(Services.endpoint("10.0.0.2:82")));
		assertThat(resolver.resolve("https+http://catalog")).hasToString("http://localhost:5001");
		assertThat(asked).hasValue(0);
		assertThat(resolver.resolve("https+http://orders")).hasToString("https://10.0.0.1:81");
		assertThat(resolver.resolve("http://users")).hasToString("http://10.0.0.2:82");
		assertThat(asked).hasValue(2);
	}

	@Test
	void asksProviderAgainForEveryRequest() {
		AtomicInteger asked = new AtomicInteger();
		ServiceEndpointResolver resolver = Services.none()
			.resolver((reference) -> (asked.incrementAndGet() % 2 == 0) ? List.of(Services.endpoint("10.0.0.1:81"))
					: List.of());
		URI url = URI.create("http://orders");
		assertThat(resolver.target(url)).isNull();
		assertThat(resolver.resolve(url)).hasToString("http://10.0.0.1:81");
		assertThat(resolver.target(url)).isNull();
		assertThat(resolver.resolve("https+http://orders")).hasToString("https://10.0.0.1:81");
		assertThat(resolver.resolve("https+http://orders")).hasToString("https://orders");
	}

	@Test
	void letsProviderComeBeforeWhatIsInjected() {
		Services services = Services.of("basket", "http", "localhost:8080");
		ServiceEndpointResolver resolver = new ServiceEndpointResolver(services.services(), Services.DEFAULTS, List.of(
				(reference) -> (reference.port() == 1) ? List.of(Services.endpoint("10.10.10.10:8888")) : List.of(),
				services.injected(Services.DEFAULTS)), Services.NO_SELECTIONS);
		assertThat(resolver.resolve("http://basket:1")).hasToString("http://10.10.10.10:8888");
		assertThat(resolver.resolve("http://basket:2")).hasToString("http://localhost:8080");
	}

	@Test
	void staysSmallHoweverManyHostsAreAskedFor() {
		ServiceEndpointResolver resolver = Services.of("catalog", "http", "http://a", "http://b").resolver();
		IntStream.range(0, 5000).forEach((i) -> {
			assertThat(resolver.target(URI.create("http://host" + i))).isNull();
			assertThat(resolver.target(URI.create("https+http://host" + i))).isNotNull();
			assertThat(resolver.target(URI.create("http://catalog:" + (i + 1)))).isNotNull();
		});
		assertThat(resolver.size()).isLessThanOrEqualTo(3 * 1024);
	}

	@Test
	void namesServiceForHostHeaderIfAskedTo() {
		AspireServiceDiscoveryProperties properties = new AspireServiceDiscoveryProperties(true, null, List.of(), true);
		ServiceEndpointResolver resolver = Services.of("catalog", "http", "http://a").resolver(properties);
		assertThat(target(resolver, "http://Catalog:80/").hostName()).isEqualTo("catalog");
		assertThat(target(resolver, "https+http://orders").hostName()).isNull();
		assertThat(target(Services.of("catalog", "http", "http://a").resolver(), "http://catalog").hostName()).isNull();
	}

	@Test
	void explainsThatNobodyKnowsService() {
		ServiceEndpointResolver resolver = Services.of("catalog", "http", "http://a")
			.and("users", "http", "b")
			.resolver();
		ServiceTarget target = target(resolver, "https+http://orders/x");
		assertThat(target.service()).isEqualTo("orders");
		IOException failure = new ConnectException();
		failure.initCause(new UnresolvedAddressException());
		assertThat(target.explain(failure)).isInstanceOf(UnresolvedServiceException.class)
			.hasCause(failure)
			.hasMessage("Nobody knows an endpoint for 'https+http://orders', and there is no host 'orders' either. "
					+ "The AppHost references the services [catalog, users]. Add .WithReference(orders) in the AppHost, "
					+ "or set the property aspire.services.orders.http[0].");
		assertThat(((UnresolvedServiceException) target.explain(new UnknownHostException())).service())
			.isEqualTo("orders");
	}

	@Test
	void explainsThatServiceHasNoSuchEndpoint() {
		ServiceEndpointResolver resolver = Services.of("catalog", "grpc", "http://a").resolver();
		for (String url : List.of("http://catalog", "https+http://catalog", "http://_admin.catalog")) {
			assertThat(target(resolver, url).explain(new UnknownHostException()))
				.isInstanceOf(UnresolvedServiceException.class)
				.hasMessageContaining("The endpoints of the service are [grpc]");
		}
		assertThat(target(Services.none().resolver(), "https+http://catalog").explain(new UnknownHostException()))
			.hasMessageContaining("The AppHost references no service.");
	}

	@Test
	void leavesFailuresOfOtherKindsAlone() {
		ServiceEndpointResolver resolver = Services.of("catalog", "http", "http://a").resolver();
		IOException unknownHost = new UnknownHostException();
		IOException timeout = new SocketTimeoutException("Read timed out");
		assertThat(target(resolver, "http://catalog").explain(unknownHost)).isSameAs(unknownHost);
		assertThat(target(resolver, "https+http://orders").explain(timeout)).isSameAs(timeout);
	}

	private static ServiceTarget target(ServiceEndpointResolver resolver, String url) {
		return Objects.requireNonNull(resolver.target(URI.create(url)));
	}

}
