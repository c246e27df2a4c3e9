// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.ServiceEndpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests {@link RefreshedEndpoints} with a name server.
 */
@Timeout(30)
@ExtendWith(OutputCaptureExtension.class)
class RefreshedEndpointsIntegrationTests {

	private static final String NAME = "_default._tcp.basket.ns";

	private static final Duration PERIOD = Duration.ofMinutes(1);

	private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - PERIOD.toNanos() / 2);

	private final DnsServer server = DnsServer.start();

	private final RefreshedEndpoints endpoints = endpoints(Duration.ofSeconds(5));

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void looksUpAgainAfterThePeriod() {
		this.server.service(NAME, 0, 0, 8081, "a.ns");
		assertThat(get()).containsExactly("a.ns:8081");
		this.server.service(NAME, 0, 0, 8082, "b.ns");
		pass(PERIOD.minusNanos(1));
		assertThat(get()).containsExactly("a.ns:8081");
		pass(Duration.ofNanos(1));
		assertThat(get()).containsExactly("a.ns:8081", "b.ns:8082");
	}

	@Test
	void remembersThatThereIsNothing() {
		assertThat(get()).isEmpty();
		assertThat(get()).isEmpty();
		assertThat(lookups()).isEqualTo(1);
		this.server.service(NAME, 0, 0, 8081, "a.ns");
		pass(PERIOD);
		assertThat(get()).containsExactly("a.ns:8081");
		this.server.removeAll();
		pass(PERIOD);
		assertThat(get()).isEmpty();
	}

	@Test
	void keepsWhatIsKnownWhileTheServerFails(CapturedOutput output) {
		this.server.service(NAME, 0, 0, 8081, "a.ns");
		assertThat(get()).containsExactly("a.ns:8081");
		this.server.breakDown("SRV");
		pass(PERIOD);
		for (int seconds : List.of(1, 2, 4, 8, 16, 30, 30)) {
			int lookups = lookups();
			assertThat(get()).containsExactly("a.ns:8081");
			assertThat(lookups()).isEqualTo(lookups + 1);
			pass(Duration.ofSeconds(seconds).minusNanos(1));
			assertThat(get()).containsExactly("a.ns:8081");
			assertThat(lookups()).isEqualTo(lookups + 1);
			pass(Duration.ofNanos(1));
		}
		assertThat(output.toString().split("Keeping the endpoints that are known", -1)).hasSize(2);
		this.server.recover();
		this.server.service(NAME, 0, 0, 8082, "b.ns");
		assertThat(get()).containsExactly("a.ns:8081", "b.ns:8082");
		assertFailsForOneSecond();
	}

	@Test
	void failsWithTheNameAndThePropertiesUntilALookupSucceeds() {
		this.server.service(NAME, 0, 0, 8081, "a.ns");
		this.server.breakDown("SRV");
		for (int lookup = 1; lookup <= 2; lookup++) {
			assertFails();
			assertFails();
			assertThat(lookups()).isEqualTo(lookup);
			pass(Duration.ofSeconds(lookup));
		}
		this.server.recover();
		assertThat(get()).containsExactly("a.ns:8081");
	}

	@Test
	void asksOnceForAllWhoWaitForTheFirstAnswer() throws Exception {
		this.server.service(NAME, 0, 0, 8081, "a.ns");
		this.server.fallSilent("SRV");
		RefreshedEndpoints impatient = endpoints(Duration.ofMillis(500));
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Future<List<ServiceEndpoint>>> answers = threads
				.invokeAll(Collections.nCopies(8, (Callable<List<ServiceEndpoint>>) impatient::get));
			for (Future<List<ServiceEndpoint>> answer : answers) {
				assertThatExceptionOfType(ExecutionException.class).isThrownBy(answer::get)
					.withCauseInstanceOf(UncheckedIOException.class);
			}
			assertThat(lookups()).isEqualTo(1);
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void letsNobodyWaitForARefreshButTheOneWhoMakesIt() throws Exception {
		this.server.service(NAME, 0, 0, 8081, "a.ns");
		assertThat(get()).containsExactly("a.ns:8081");
		this.server.fallSilent("SRV");
		pass(PERIOD);
		ExecutorService threads = Executors.newSingleThreadExecutor();
		try {
			Future<List<ServiceEndpoint>> refresh = threads.submit(this.endpoints::get);
			Awaitility.await().atMost(Duration.ofSeconds(4)).until(() -> lookups() == 2);
			assertThat(get()).containsExactly("a.ns:8081");
			assertThat(refresh).isNotDone();
			assertThat(refresh.get(20, TimeUnit.SECONDS)).hasSize(1);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private void assertFailsForOneSecond() {
		int lookups = lookups();
		this.server.breakDown("SRV");
		pass(PERIOD);
		get();
		get();
		assertThat(lookups()).isEqualTo(lookups + 1);
		pass(Duration.ofSeconds(1));
		get();
		assertThat(lookups()).isEqualTo(lookups + 2);
	}

	private void assertFails() {
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(this::get)
			.withCauseInstanceOf(IOException.class)
			.withMessageContainingAll("'" + NAME + "'", "DNS server failure",
					"aspire.service-discovery.dns-srv.query-suffix", "aspire.service-discovery.dns-srv.servers");
	}

	private RefreshedEndpoints endpoints(Duration timeout) {
		NameServers servers = new NameServers(List.of(HostAndPort.parse("servers", this.server.address())), timeout, 1);
		return new RefreshedEndpoints(NAME, new SrvLookup(servers), PERIOD, this.clock::get);
	}

	private List<String> get() {
		return this.endpoints.get().stream().map(ServiceEndpoint::toString).toList();
	}

	private void pass(Duration duration) {
		this.clock.addAndGet(duration.toNanos());
	}

	private int lookups() {
		return (int) this.server.queries().stream().filter((query) -> query.startsWith("SRV")).count();
	}

}
