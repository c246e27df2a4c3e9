// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.resilience;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.http.HttpMethod;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ClientSettingsTests {

	private final AspireContextRunner runner = new AspireContextRunner().withConfiguration(
			AutoConfigurations.of(AspireAutoConfiguration.class, AspireResilienceAutoConfiguration.class));

	@Test
	void hasTheDefaultsOfDotNetButForMethods() {
		ResilienceSettings settings = settings(Map.of(), true).get("catalog");
		assertThat(settings).isEqualTo(ResilienceSettings.DEFAULTS);
		assertThat(settings.retry().methods()).doesNotContain(HttpMethod.POST, HttpMethod.PATCH);
	}

	@Test
	void inheritsWhatIsNotSetForAService() {
		ClientSettings settings = settings(
				Map.of("resilience.total-timeout", "20s", "resilience.retry.delay", "1s",
						"clients.catalog.resilience.retry.max-retries", "5", "clients.catalog.hedging.enabled", "true"),
				true);
		ResilienceSettings catalog = settings.get("catalog");
		assertThat(catalog.totalTimeout()).isEqualTo(Duration.ofSeconds(20));
		assertThat(catalog.retry().delay()).isEqualTo(Duration.ofSeconds(1));
		assertThat(catalog.retry().maxRetries()).isEqualTo(5);
		assertThat(catalog.hedging().enabled()).isTrue();
		assertThat(catalog.attemptTimeout()).isEqualTo(Duration.ofSeconds(10));
		assertThat(settings.get("basket").retry().maxRetries()).isEqualTo(3);
		assertThat(settings.get("Catalog")).isEqualTo(catalog);
	}

	@Test
	void isOffWithoutAppHost() {
		ClientSettings settings = settings(Map.of(), false);
		assertThat(settings.isEnabled("example.org", false)).isFalse();
		assertThat(settings.isEnabled("catalog", true)).isTrue();
	}

	@Test
	void isOnAsSoonAsTheApplicationSpeaksOfIt() {
		assertThat(settings(Map.of("resilience.retry.max-retries", "1"), false).isEnabled("example.org", false))
			.isTrue();
		assertThat(settings(Map.of("resilience.enabled", "true"), false).isEnabled("example.org", false)).isTrue();
	}

	@Test
	void isSwitchedOffForAllAndOnForOne() {
		ClientSettings settings = settings(
				Map.of("resilience.enabled", "false", "clients.catalog.resilience.enabled", "true"), true);
		assertThat(settings.isEnabled("catalog", true)).isTrue();
		assertThat(settings.isEnabled("basket", true)).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					resilience.attempt-timeout=31s | resilience.attempt-timeout | longer than the total timeout of 30s
					resilience.attempt-timeout=1ms | resilience.attempt-timeout | must be from 10ms to 24h
					resilience.total-timeout=25h | resilience.total-timeout | must be from 10ms to 24h
					resilience.circuit-breaker.sampling-duration=19s | resilience.circuit-breaker.sampling-duration | at least twice the attempt timeout of 10s
					resilience.circuit-breaker.sampling-duration=20500ms | resilience.circuit-breaker.sampling-duration | whole seconds
					resilience.circuit-breaker.failure-ratio=0 | resilience.circuit-breaker.failure-ratio | above 0 and at most 1
					resilience.circuit-breaker.failure-ratio=1.5 | resilience.circuit-breaker.failure-ratio | above 0 and at most 1
					resilience.circuit-breaker.minimum-throughput=0 | resilience.circuit-breaker.minimum-throughput | above 0
					resilience.circuit-breaker.break-duration=0s | resilience.circuit-breaker.break-duration | must be from 1ms
					resilience.concurrency-limit=0 | resilience.concurrency-limit | above 0
					resilience.retry.max-retries=-1 | resilience.retry.max-retries | must not be negative
					resilience.retry.delay=-1s | resilience.retry.delay | must be from 0s
					hedging.max-hedged-attempts=11 | hedging.max-hedged-attempts | from 1 to 10
					clients.catalog.resilience.attempt-timeout=31s | clients.catalog.resilience.attempt-timeout | longer than the total timeout
					""")
	void failsAtTheStart(String setting, String property, String rule) {
		this.runner.withPropertyValues("aspire.http-client." + setting).run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("'aspire.http-client." + property + "'").contains(rule);
		});
	}

	@Test
	void failsWhereHedgedAttemptsWouldStartTooLate() {
		assertThatExceptionOfType(InvalidResilienceException.class)
			.isThrownBy(() -> settings(
					Map.of("hedging.enabled", "true", "hedging.delay", "16s", "hedging.max-hedged-attempts", "2"),
					true))
			.withMessageContaining("aspire.http-client.hedging.delay");
	}

	@Test
	void reportsAllThatIsWrong() {
		assertThatExceptionOfType(InvalidResilienceException.class)
			.isThrownBy(() -> settings(Map.of("resilience.attempt-timeout", "31s", "resilience.concurrency-limit", "0"),
					true))
			.withMessageContaining("attempt-timeout")
			.withMessageContaining("sampling-duration")
			.withMessageContaining("concurrency-limit");
	}

	@Test
	void doesNotOverlookAMisspelling() {
		this.runner.withPropertyValues("aspire.http-client.clients.catalog.resilience.atempt-timeout=1s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("aspire.http-client.clients.catalog.resilience.atempt-timeout"));
	}

	@Test
	void allowsAnAttemptToTakeAsLongAsTheCall() {
		assertThat(settings(Map.of("resilience.total-timeout", "10s"), true).get("catalog").totalTimeout())
			.isEqualTo(Duration.ofSeconds(10));
	}

	static ClientSettings settings(Map<String, String> properties, boolean underAppHost) {
		Map<String, String> all = new HashMap<>();
		properties.forEach((name, value) -> all.put("aspire.http-client." + name, value));
		AspireHttpClientProperties bound = new Binder(new MapConfigurationPropertySource(all))
			.bindOrCreate("aspire.http-client", AspireHttpClientProperties.class);
		return ClientSettings.of(bound, AspireEnvironment
			.of(underAppHost ? Map.of("services__catalog__http__0", "http://localhost:8080") : Map.of()));
	}

	private static FailureAnalysis analyze(@Nullable Throwable failure) {
		return SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, FailureHandler.handleMessage((message, cause) -> {
				// Some of Spring Boot's need what only a starting application has
			}))
			.stream()
			.filter((analyzer) -> analyzer.getClass().getName().startsWith("io.github.aspirespring.resilience"))
			.map((analyzer) -> analyzer.analyze(Objects.requireNonNull(failure)))
			.findFirst()
			.orElseThrow();
	}

}
