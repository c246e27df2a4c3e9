// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.resilience;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class ResiliencePipelineTests {

	private static final Duration TOTAL = Duration.ofSeconds(30);

	private final TestClock clock = new TestClock();

	private final CircuitBreakerRegistry circuitBreakers = CircuitBreakerRegistry.ofDefaults();

	private final BulkheadRegistry bulkheads = BulkheadRegistry.ofDefaults();

	private final List<String> events = new ArrayList<>();

	private final ResiliencePipeline pipeline = pipeline(ResilienceSettings.DEFAULTS);

	@Test
	void opensWhenTenPercentOfAHundredAttemptsFail() throws IOException {
		succeed(90);
		fail(9);
		assertThat(state()).isEqualTo(CircuitBreaker.State.CLOSED);
		fail(1);
		assertThat(state()).isEqualTo(CircuitBreaker.State.OPEN);
		assertThatExceptionOfType(RejectedCallException.class).isThrownBy(this.pipeline::begin)
			.withMessageContaining("'catalog'")
			.withMessageContaining("5s");
	}

	@Test
	void staysClosedBelowTenPercent() throws IOException {
		succeed(91);
		fail(9);
		succeed(1);
		assertThat(state()).isEqualTo(CircuitBreaker.State.CLOSED);
	}

	@Test
	void staysClosedBelowAHundredAttempts() throws IOException {
		fail(99);
		assertThat(state()).isEqualTo(CircuitBreaker.State.CLOSED);
	}

	@Test
	void forgetsWhatIsLongerAgoThanThirtySeconds() throws IOException {
		fail(60);
		this.clock.advance(Duration.ofSeconds(31));
		fail(60);
		assertThat(state()).isEqualTo(CircuitBreaker.State.CLOSED);
	}

	@Test
	void letsOneAttemptProbeAfterFiveSeconds() throws IOException {
		fail(100);
		this.clock.advance(Duration.ofMillis(4900));
		assertThatExceptionOfType(RejectedCallException.class).isThrownBy(this.pipeline::begin);
		this.clock.advance(Duration.ofMillis(200));
		long probe = this.pipeline.begin();
		assertThatExceptionOfType(RejectedCallException.class).isThrownBy(this.pipeline::begin);
		this.pipeline.succeed(probe);
		assertThat(state()).isEqualTo(CircuitBreaker.State.CLOSED);
		assertThatNoException().isThrownBy(() -> succeed(2));
	}

	@Test
	void opensAgainWhenTheProbeFails() throws IOException {
		fail(100);
		this.clock.advance(Duration.ofSeconds(6));
		fail(1);
		assertThat(state()).isEqualTo(CircuitBreaker.State.OPEN);
		assertThatExceptionOfType(RejectedCallException.class).isThrownBy(this.pipeline::begin);
	}

	@Test
	void forgetsAProbeThatSaysNothing() throws IOException {
		fail(100);
		this.clock.advance(Duration.ofSeconds(6));
		this.pipeline.begin();
		this.pipeline.forget();
		assertThatNoException().isThrownBy(this.pipeline::begin);
	}

	@Test
	void tellsWhatItDoesWithCalls() throws IOException {
		this.pipeline.retry(retries(HttpMethod.GET), 1,
				FailedAttempt.of(HttpStatus.SERVICE_UNAVAILABLE, new HttpHeaders(), Duration.ofMillis(1)));
		this.pipeline.hedge(0);
		assertThat(this.events).isEmpty();
		this.pipeline.retry(retries(HttpMethod.GET), 1, FailedAttempt.of(new IOException("secret"), TOTAL));
		this.pipeline.hedge(1);
		this.pipeline.attemptTimedOut();
		this.pipeline.totalTimedOut();
		assertThat(this.events.remove(0))
			.startsWith("resilience.retry {resilience.failure=java.io.IOException, resilience.retry.delay_ms=")
			.endsWith(", resilience.retry.number=1, resilience.service=catalog}");
		assertThat(this.events).containsExactly(
				"resilience.hedge {resilience.hedge.number=1, resilience.service=catalog}",
				"resilience.timeout {resilience.service=catalog, resilience.timeout.limit_ms=10000, resilience.timeout.scope=attempt}",
				"resilience.timeout {resilience.service=catalog, resilience.timeout.limit_ms=30000, resilience.timeout.scope=total}");
		this.events.clear();
		fail(100);
		assertThatExceptionOfType(RejectedCallException.class).isThrownBy(this.pipeline::begin);
		assertThat(this.events).containsExactly(
				"resilience.circuit_breaker {resilience.circuit_breaker.state=open, resilience.service=catalog}",
				"resilience.rejection {resilience.rejection.reason=circuit_breaker, resilience.service=catalog}");
	}

	@Test
	void tellsOnceOfACircuitBreakerThatServicesShare() throws IOException {
		PipelineFactory factory = pipelines();
		ResilienceSettings defaults = ResilienceSettings.DEFAULTS;
		ResilienceSettings settings = new ResilienceSettings(null, Scope.PROCESS, 1000, TOTAL, TOTAL, defaults.retry(),
				defaults.circuitBreaker(), defaults.hedging());
		ResiliencePipeline one = factory.create("catalog", settings);
		factory.create("basket", settings);
		for (int i = 0; i < 100; i++) {
			one.fail(one.begin(), FailedAttempt.of(new IOException(), TOTAL));
		}
		assertThat(this.events).containsExactly(
				"resilience.circuit_breaker {resilience.circuit_breaker.state=open, resilience.service=all}");
	}

	@Test
	void rejectsTheThousandAndFirstCall() throws IOException {
		for (int i = 0; i < 1000; i++) {
			this.pipeline.enter();
		}
		assertThatExceptionOfType(RejectedCallException.class).isThrownBy(this.pipeline::enter)
			.withMessageContaining("1000")
			.withMessageContaining("aspire.http-client.resilience.concurrency-limit");
		this.pipeline.leave();
		assertThatNoException().isThrownBy(this.pipeline::enter);
	}

	@Test
	void waitsTwoFourAndEightSecondsGiveOrTakeAHalf() {
		Retry.AsyncContext<Object> retries = retries(HttpMethod.GET);
		assertThat(retries.onError(failure(HttpHeaders.EMPTY))).isBetween(1000L, 3000L);
		assertThat(retries.onError(failure(HttpHeaders.EMPTY))).isBetween(2000L, 6000L);
		assertThat(retries.onError(failure(HttpHeaders.EMPTY))).isBetween(4000L, 12000L);
		assertThat(retries.onError(failure(HttpHeaders.EMPTY))).isEqualTo(-1);
	}

	@Test
	void variesDelays() {
		long distinct = IntStream.range(0, 20)
			.mapToLong((i) -> retries(HttpMethod.GET).onError(failure(HttpHeaders.EMPTY)))
			.distinct()
			.count();
		assertThat(distinct).isGreaterThan(10);
	}

	@Test
	void retriesIdempotentMethods() {
		assertThat(this.pipeline.retries(HttpMethod.POST)).isNull();
		assertThat(this.pipeline.retries(HttpMethod.PATCH)).isNull();
		assertThat(this.pipeline.retries(HttpMethod.DELETE)).isNotNull();
	}

	@Test
	void waitsAsLongAsRetryAfterSays() {
		assertThat(retries(HttpMethod.GET).onError(failure(retryAfter("7")))).isEqualTo(7000);
		assertThat(retries(HttpMethod.GET).onError(failure(retryAfter("0")))).isEqualTo(0);
	}

	@Test
	void doesNotRetryWhenRetryAfterIsBeyondTheTotalTimeout() {
		assertThat(retries(HttpMethod.GET).onError(failure(retryAfter("31")))).isEqualTo(-1);
	}

	@Test
	void readsRetryAfterAsADate() {
		this.clock.set(Instant.parse("2026-11-21T12:00:00Z"));
		HttpHeaders headers = retryAfter("Sat, 21 Nov 2026 12:00:09 GMT");
		assertThat(FailedAttempt.retryAfter(headers, this.clock)).isEqualTo(Duration.ofSeconds(9));
		assertThat(FailedAttempt.retryAfter(retryAfter("Sat, 21 Nov 2026 11:00:00 GMT"), this.clock)).isZero();
	}

	@Test
	void ignoresARetryAfterThatMeansNothing() {
		assertThat(FailedAttempt.retryAfter(retryAfter("soon"), this.clock)).isNull();
		assertThat(FailedAttempt.retryAfter(retryAfter("-1"), this.clock)).isNull();
		assertThat(FailedAttempt.retryAfter(HttpHeaders.EMPTY, this.clock)).isNull();
	}

	@Test
	void takesAnInstanceThatTheApplicationHasConfigured() {
		CircuitBreaker own = this.circuitBreakers.circuitBreaker("http-basket");
		pipelines().create("basket", ResilienceSettings.DEFAULTS);
		assertThat(this.circuitBreakers.circuitBreaker("http-basket")).isSameAs(own);
	}

	@Test
	void hasACircuitBreakerAndALimitForEachService() {
		PipelineFactory factory = pipelines();
		factory.create("basket", ResilienceSettings.DEFAULTS);
		assertThat(this.circuitBreakers.getAllCircuitBreakers()).extracting(CircuitBreaker::getName)
			.containsExactlyInAnyOrder("http-catalog", "http-basket");
	}

	@Test
	void sharesThemOnRequest() {
		ResilienceSettings settings = new ResilienceSettings(null, Scope.PROCESS, 1, TOTAL, Duration.ofSeconds(1),
				ResilienceSettings.DEFAULTS.retry(), ResilienceSettings.DEFAULTS.circuitBreaker(),
				ResilienceSettings.DEFAULTS.hedging());
		PipelineFactory factory = pipelines();
		factory.create("basket", settings);
		factory.create("orders", settings);
		assertThat(this.circuitBreakers.getAllCircuitBreakers()).extracting(CircuitBreaker::getName)
			.containsExactlyInAnyOrder("http-catalog", "http-client");
	}

	@Test
	void givesEachEndpointItsOwnWhereAttemptsRunSideBySide() {
		ResiliencePipeline endpoint = this.pipeline.endpoint("localhost:8080");
		assertThat(this.pipeline.endpoint("localhost:8080")).isSameAs(endpoint);
		assertThat(this.circuitBreakers.find("http-catalog-localhost:8080")).isPresent();
	}

	@Test
	void namesTheTimeoutThatWasReached() {
		assertThat(this.pipeline.attemptTimedOut()).hasMessageContaining("10s")
			.hasMessageContaining("aspire.http-client.resilience.attempt-timeout");
		assertThat(this.pipeline.totalTimedOut()).hasMessageContaining("30s")
			.hasMessageContaining("aspire.http-client.resilience.total-timeout");
	}

	@Test
	void doesNotNameWhatLogsIn() {
		ResiliencePipelines pipelines = new ResiliencePipelines(ClientSettingsTests.settings(Map.of(), true),
				pipelines());
		assertThat(pipelines.find(null, URI.create("http://user:secret@example.org:8080/")))
			.hasToString("ResiliencePipeline[example.org:8080]");
		assertThat(this.circuitBreakers.getAllCircuitBreakers()).extracting(CircuitBreaker::getName)
			.contains("http-example.org:8080");
	}

	@Test
	void doesNotGrowWithTheNumberOfHosts() {
		ResiliencePipelines pipelines = new ResiliencePipelines(ClientSettingsTests.settings(Map.of(), true),
				pipelines());
		for (int i = 0; i < 1000; i++) {
			assertThat(pipelines.find(null, URI.create("http://host-" + i + "/"))).isNotNull();
		}
		assertThat(this.circuitBreakers.getAllCircuitBreakers()).hasSizeLessThan(210);
	}

	private ResiliencePipeline pipeline(ResilienceSettings settings) {
		return pipelines().create("catalog", settings);
	}

	private PipelineFactory pipelines() {
		return new PipelineFactory(this.bulkheads, this.circuitBreakers, RetryRegistry.ofDefaults(),
				TimeLimiterRegistry.ofDefaults(),
				(event, attributes) -> this.events.add(event + " " + new TreeMap<>(attributes)), this.clock);
	}

	private Retry.AsyncContext<Object> retries(HttpMethod method) {
		Retry.AsyncContext<Object> retries = this.pipeline.retries(method);
		assertThat(retries).isNotNull();
		return retries;
	}

	private CircuitBreaker.State state() {
		return this.circuitBreakers.circuitBreaker("http-catalog").getState();
	}

	private void succeed(int times) throws IOException {
		for (int i = 0; i < times; i++) {
			this.pipeline.succeed(this.pipeline.begin());
		}
	}

	private void fail(int times) throws IOException {
		for (int i = 0; i < times; i++) {
			this.pipeline.fail(this.pipeline.begin(), failure(HttpHeaders.EMPTY));
		}
	}

	private static FailedAttempt failure(HttpHeaders headers) {
		return FailedAttempt.of(HttpStatus.SERVICE_UNAVAILABLE, headers, TOTAL);
	}

	private static HttpHeaders retryAfter(String value) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.RETRY_AFTER, value);
		return headers;
	}

	private static final class TestClock extends Clock {

		private Instant instant = Instant.parse("2026-01-01T00:00:00Z");

		void advance(Duration duration) {
			this.instant = this.instant.plus(duration);
		}

		void set(Instant instant) {
			this.instant = instant;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return this.instant;
		}

	}

}
