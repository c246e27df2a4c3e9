// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.function.Executable;

import io.github.aspirespring.environment.ServiceEndpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/**
 * The scenarios that the vectors tell in words.
 */
class DiscoveryScenarios {

	private final List<ServiceEndpoint> found = new ArrayList<>();

	private boolean failing;

	private final ServiceEndpointResolver resolver = Services.none().resolver((reference) -> {
		if (this.failing) {
			throw new IllegalStateException("throwing");
		}
		return List.copyOf(this.found);
	});

	/**
	 * Returns what checks a scenario, by its words.
	 */
	Map<String, Executable> all() {
		return Map.of("createWatcher(null)", this::rejectsNothingAtAll,
				"ServiceEndpointQuery.TryParse(null) / TryParse(\"\")", this::rejectsNothing, "request without URI",
				this::rejectsRequestWithoutHost,
				"scheme list + scheme-less endpoint, first scheme not in AllowedSchemes", this::refusesFirstScheme,
				"endpoints replaced by a refresh (SetEndpoints)", this::keepsTurnWhenEndpointsChange, "selector scope",
				this::countsTurnsByAuthority, "provider supplies an active change token; token fires",
				this::seesNewEndpoints, "ServiceEndpointResolver.GetEndpointsAsync", this::remembersWhatIsInjected,
				"HttpServiceEndpointResolver.GetEndpointAsync(GET http://basket)", this::findsEndpointOfProvider,
				"good result, then token fires and provider throws, then provider recovers",
				this::recoversFromFailingProvider);
	}

	@SuppressWarnings("NullAway")
	private void rejectsNothingAtAll() {
		assertThatNullPointerException().isThrownBy(() -> this.resolver.endpoints(null));
	}

	private void rejectsNothing() {
		rejectsNothingAtAll();
		assertThatIllegalArgumentException().isThrownBy(() -> this.resolver.endpoints(""));
	}

	private void rejectsRequestWithoutHost() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.resolver.resolve("/products"))
			.withMessageStartingWith("A URL is needed that starts with a scheme");
	}

	private void refusesFirstScheme() {
		ServiceEndpointResolver https = Services.of("basket", "default", "localhost:1")
			.resolver(Services.properties(false, "https"));
		assertThat(https.resolve("https+http://basket")).hasToString("https://localhost:1");
		assertThatIllegalStateException().isThrownBy(() -> https.resolve("http+https://basket"))
			.withMessageStartingWith("The scheme 'http' is not allowed.");
	}

	private void keepsTurnWhenEndpointsChange() {
		find("http://a", "http://b");
		assertThat(this.resolver.resolve("http://basket")).hasToString("http://b");
		find("http://c", "http://d", "http://e");
		assertThat(this.resolver.resolve("http://basket")).hasToString("http://e");
		assertThat(this.resolver.resolve("http://basket")).hasToString("http://c");
	}

	private void countsTurnsByAuthority() {
		find("http://a", "http://b");
		assertThat(this.resolver.resolve("http://users/1")).hasToString("http://b/1");
		assertThat(this.resolver.resolve("http://users/2")).hasToString("http://a/2");
		assertThat(this.resolver.resolve("http://orders")).hasToString("http://b");
		assertThat(this.resolver.resolve("http://users:80")).hasToString("http://b");
		assertThat(this.resolver.resolve("https+http://users")).hasToString("http://b");
	}

	private void seesNewEndpoints() {
		find("127.1.1.1:8080");
		assertThat(this.resolver.endpoints("http://basket")).hasSize(1);
		find("127.1.1.1:8080", "127.1.1.2:8888");
		assertThat(this.resolver.endpoints("http://basket")).hasSize(2);
	}

	private void remembersWhatIsInjected() {
		ServiceEndpointResolver injected = Services.of("basket", "http", "http://a").resolver();
		URI url = URI.create("http://basket");
		assertThat(injected.target(url)).isNotNull().isSameAs(injected.target(URI.create("http://basket/x")));
		assertThat(injected.endpoints("http://basket")).isEqualTo(injected.endpoints("http://basket"));
	}

	private void findsEndpointOfProvider() {
		find("127.1.1.1:8080");
		assertThat(this.resolver.resolve("http://basket")).hasToString("http://127.1.1.1:8080");
	}

	private void recoversFromFailingProvider() {
		find("http://a");
		assertThat(this.resolver.resolve("http://basket")).hasToString("http://a");
		this.failing = true;
		assertThatIllegalStateException().isThrownBy(() -> this.resolver.resolve("http://basket"))
			.withMessage("throwing");
		this.failing = false;
		assertThat(this.resolver.resolve("http://basket")).hasToString("http://a");
	}

	private void find(String... addresses) {
		this.found.clear();
		for (String address : addresses) {
			this.found.add(Services.endpoint(address));
		}
	}

}
