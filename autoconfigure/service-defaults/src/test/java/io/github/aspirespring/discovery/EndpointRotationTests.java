// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.environment.services.ServiceReference;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EndpointRotation} and {@link UnreachableEndpoints}.
 */
@ExtendWith(OutputCaptureExtension.class)
class EndpointRotationTests {

	private final Exception refused = new ConnectException("Connection refused");

	private static final List<ServiceEndpoint> ENDPOINTS = Stream.of("http://a:1", "http://b:2", "http://c:3")
		.map(Services::endpoint)
		.toList();

	private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1000);

	private final TargetSettings settings = new TargetSettings(Services.none().services(), Services.DEFAULTS.allowed(),
			false, new UnreachableEndpoints(this.nanoTime::get), Services.NO_SELECTIONS);

	private final ServiceTarget target = target(ENDPOINTS);

	@Test
	void givesEveryAttemptAnotherEndpoint() {
		assertThat(names(this.target.rotation(), 7)).containsExactly("b", "c", "a", "b", "c", "a", "b");
		assertThat(names(this.target.rotation(), 3)).containsExactly("c", "a", "b");
		assertThat(names(this.target.rotation(), 3)).containsExactly("a", "b", "c");
		assertThat(this.target.rotation().size()).isEqualTo(3);
	}

	@Test
	void survivesTurnsWithoutEnd() {
		ServiceTarget old = new ServiceTarget(this.settings, ServiceReference.parse("http://x"), ENDPOINTS, true,
				new AtomicInteger(Integer.MAX_VALUE));
		// 2^31 is 2 modulo 3
		assertThat(names(old.rotation(), 3)).containsExactly("c", "a", "b");
		ServiceTarget older = new ServiceTarget(this.settings, ServiceReference.parse("http://x"), ENDPOINTS, true,
				new AtomicInteger(-1));
		assertThat(names(older.rotation(), 3)).containsExactly("a", "b", "c");
	}

	@Test
	void triesEndpointsThatCannotBeReachedLast() {
		EndpointRotation rotation = this.target.rotation();
		assertThat(rotation.failedToConnect(rotation.next(), this.refused)).isTrue();
		assertThat(names(rotation, 2)).containsExactly("c", "a");
		assertThat(names(this.target.rotation(), 4)).containsExactly("c", "a", "b", "c");
		assertThat(names(this.target.rotation(), 4)).containsExactly("a", "c", "b", "a");
		assertThat(names(this.target.rotation(), 4)).containsExactly("c", "a", "b", "c");
	}

	@Test
	void knowsUnreachableEndpointsOfOtherTargets() {
		EndpointRotation rotation = target(ENDPOINTS).rotation();
		rotation.failedToConnect(rotation.next(), this.refused);
		assertThat(names(this.target.rotation(), 1)).containsExactly("c");
	}

	@Test
	void forgetsAfterFiveSeconds() {
		EndpointRotation rotation = this.target.rotation();
		rotation.failedToConnect(rotation.next(), this.refused);
		this.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(5) - 1);
		assertThat(this.settings.unreachable().contains(ENDPOINTS.get(1))).isTrue();
		this.nanoTime.addAndGet(1);
		assertThat(this.settings.unreachable().contains(ENDPOINTS.get(1))).isFalse();
	}

	@Test
	void stopsOnceNoEndpointCanBeReached() {
		EndpointRotation rotation = this.target.rotation();
		List<Boolean> goOn = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			goOn.add(rotation.failedToConnect(rotation.next(), this.refused));
		}
		assertThat(goOn).containsExactly(true, true, false, false, false);
		assertThat(names(this.target.rotation(), 3)).containsExactly("c", "a", "b");
	}

	@Test
	void stopsThoughEndpointsAreEqual() {
		EndpointRotation rotation = target(List.of(ENDPOINTS.get(0), ENDPOINTS.get(0))).rotation();
		assertThat(rotation.failedToConnect(rotation.next(), this.refused)).isFalse();
	}

	@Test
	void doesNotGoOnAfterOtherFailures(CapturedOutput output) {
		EndpointRotation rotation = this.target.rotation();
		assertThat(rotation.failedToConnect(rotation.next(), new IOException("Connection reset"))).isFalse();
		assertThat(names(this.target.rotation(), 1)).containsExactly("c");
		EndpointRotation single = target(ENDPOINTS.subList(0, 1)).rotation();
		assertThat(names(single, 2)).containsExactly("a", "a");
		assertThat(single.failedToConnect(single.next(), this.refused)).isFalse();
		assertThat(output).doesNotContain("Cannot connect");
	}

	@Test
	void saysOnceThatEndpointCannotBeReached(CapturedOutput output) {
		for (int i = 0; i < 10; i++) {
			this.target.rotation().failedToConnect(ENDPOINTS.get(0), this.refused);
			this.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(10));
		}
		assertThat(output).containsOnlyOnce("Cannot connect to a:1 of service 'catalog'");
		this.nanoTime.addAndGet(TimeUnit.MINUTES.toNanos(1));
		this.target.rotation().failedToConnect(ENDPOINTS.get(0), this.refused);
		assertThat(output.getOut().split("Cannot connect", -1)).hasSize(3);
	}

	@Test
	void givesAttemptsOfOneCallDifferentEndpointsAtTheSameTime() throws Exception {
		EndpointRotation rotation = this.target.rotation();
		List<String> hosts = Collections.synchronizedList(new ArrayList<>());
		ExecutorService executor = Executors.newFixedThreadPool(4);
		for (int i = 0; i < 300; i++) {
			executor.execute(() -> hosts.add(rotation.next().address().host()));
		}
		executor.shutdown();
		assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		assertThat(Collections.frequency(hosts, "a")).isEqualTo(100);
		assertThat(Collections.frequency(hosts, "b")).isEqualTo(100);
	}

	@Test
	void givesCallsAtTheSameTimeTheirTurns() throws Exception {
		ServiceEndpointResolver resolver = Services.of("catalog", "http", "http://a", "http://b").resolver();
		List<URI> resolved = Collections.synchronizedList(new ArrayList<>());
		ExecutorService executor = Executors.newFixedThreadPool(4);
		for (int i = 0; i < 300; i++) {
			executor.execute(() -> resolved.add(resolver.resolve("http://catalog")));
		}
		executor.shutdown();
		assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
		assertThat(Collections.frequency(resolved, URI.create("http://a"))).isEqualTo(150);
		assertThat(Objects.requireNonNull(resolver.target(URI.create("http://catalog"))).endpoints()).hasSize(2);
	}

	private ServiceTarget target(List<ServiceEndpoint> endpoints) {
		return new ServiceTarget(this.settings, ServiceReference.parse("http://catalog"), endpoints, true,
				new AtomicInteger());
	}

	private static List<String> names(EndpointRotation rotation, int attempts) {
		return Stream.generate(rotation::next).limit(attempts).map((endpoint) -> endpoint.address().host()).toList();
	}

}
