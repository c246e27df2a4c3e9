// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.dns;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import javax.naming.CommunicationException;
import javax.naming.NamingException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.ServiceEndpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests {@link SrvLookup} and {@link NameServers} with a name server.
 */
@Timeout(30)
class SrvLookupIntegrationTests {

	private static final String NAME = "_default._tcp.basket.ns";

	private static final Duration SHORT = Duration.ofMillis(250);

	private static final Duration LONG = Duration.ofSeconds(20);

	private final DnsServer server = DnsServer.start();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void hasTheAddressesOfEveryTargetInTheOrderOfTheRecords() throws NamingException {
		this.server.service(NAME, 9, 0, 8082, "b.ns").host("b.ns", "10.0.0.3").host("b.ns", "10.0.0.2");
		this.server.service(NAME, 1, 5, 8081, "a.ns").host("a.ns", "10.0.0.1").host("a.ns", "fd00::1");
		assertThat(endpoints(lookup(LONG, 1))).containsExactly("10.0.0.3:8082", "10.0.0.2:8082", "10.0.0.1:8081",
				"[fd00::1]:8081");
	}

	@Test
	void leavesThePortOpenThatARecordLeavesOpen() throws NamingException {
		this.server.service(NAME, 0, 0, 0, "a.ns").host("a.ns", "10.0.0.1");
		assertThat(endpoints(lookup(LONG, 1))).containsExactly("10.0.0.1");
	}

	@Test
	void knowsThatTheRootAsTargetMeansThatNobodyAnswers() throws NamingException {
		this.server.service(NAME, 0, 0, 0, ".");
		assertThat(lookup(LONG, 1).endpoints(NAME)).isEmpty();
		assertThat(this.server.queries()).containsExactly("SRV " + NAME);
	}

	@Test
	void keepsTheNamesOfTargetsWhoseAddressesCannotBeAskedFor() throws NamingException {
		this.server.service(NAME, 0, 0, 8081, "a.ns").service(NAME, 0, 0, 8082, "b.ns");
		this.server.host("a.ns", "10.0.0.1").host("b.ns", "10.0.0.2");
		this.server.fallSilent("A");
		assertThat(endpoints(lookup(SHORT, 1))).containsExactly("a.ns:8081", "b.ns:8082");
		assertThat(this.server.queries()).containsExactly("SRV " + NAME, "A a.ns");
	}

	@Test
	void keepsTheAddressesOfOneKindIfTheOtherCannotBeAskedFor() throws NamingException {
		this.server.service(NAME, 0, 0, 8081, "a.ns").host("a.ns", "10.0.0.1");
		this.server.breakDown("AAAA");
		assertThat(endpoints(lookup(LONG, 1))).containsExactly("10.0.0.1:8081");
	}

	@Test
	void readsAnAnswerThatIsTooLongForADatagram() throws NamingException {
		List<String> expected = IntStream.rangeClosed(1, 100).mapToObj((i) -> "10.0.0." + i + ":8080").toList();
		this.server.host("a.ns", "10.0.0.1");
		IntStream.rangeClosed(1, 100)
			.forEach((i) -> this.server.service(NAME, 0, 0, 8080, "host-" + i + ".ns")
				.host("host-" + i + ".ns", "10.0.0." + i));
		assertThat(endpoints(lookup(LONG, 1))).containsExactlyElementsOf(expected);
	}

	@Test
	void findsNothingUnderANameThatDoesNotExist() throws NamingException {
		assertThat(lookup(LONG, 2).endpoints(NAME)).isEmpty();
		assertThat(this.server.queries()).containsExactly("SRV " + NAME);
	}

	@Test
	void findsNothingUnderANameWithOtherRecords() throws NamingException {
		this.server.host(NAME, "10.0.0.1");
		assertThat(lookup(LONG, 1).endpoints(NAME)).isEmpty();
	}

	@Test
	void findsNothingUnderANameThatCannotExist() throws NamingException {
		for (String name : List.of("_default._tcp..ns", "_default._tcp.basket..", "a".repeat(64) + ".ns",
				("a".repeat(50) + ".").repeat(6) + "ns")) {
			assertThat(lookup(LONG, 1).endpoints(name)).isEmpty();
		}
		assertThat(this.server.queries()).isEmpty();
	}

	@Test
	void asksAServerThatDoesNotAnswerAgainAndThenFails() {
		this.server.fallSilent("SRV");
		long start = System.nanoTime();
		assertThatExceptionOfType(CommunicationException.class).isThrownBy(() -> lookup(SHORT, 3).endpoints(NAME));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT.multipliedBy(2), SHORT.multipliedBy(9));
		assertThat(this.server.queries()).isEqualTo(Collections.nCopies(3, "SRV " + NAME));
	}

	@Test
	void asksAServerThatFailsAgain() {
		this.server.breakDown("SRV");
		assertThatExceptionOfType(NamingException.class).isThrownBy(() -> lookup(LONG, 2).endpoints(NAME))
			.withMessageContaining("DNS server failure");
		assertThat(this.server.queries()).isEqualTo(Collections.nCopies(2, "SRV " + NAME));
	}

	@Test
	void asksTheNextServerIfOneDoesNotAnswer() throws IOException, NamingException {
		this.server.service(NAME, 0, 0, 8081, "a.ns");
		try (DnsServer silent = DnsServer.start()) {
			silent.fallSilent("");
			assertThat(endpoints(lookup(SHORT, 1, silent.address(), this.server.address())))
				.containsExactly("a.ns:8081");
		}
		try (DatagramSocket closed = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
			String address = "127.0.0.1:" + closed.getLocalPort();
			closed.close();
			assertThat(endpoints(lookup(SHORT, 1, address, this.server.address()))).containsExactly("a.ns:8081");
		}
	}

	private SrvLookup lookup(Duration timeout, int maxAttempts) {
		return lookup(timeout, maxAttempts, this.server.address());
	}

	private static SrvLookup lookup(Duration timeout, int maxAttempts, String... addresses) {
		List<HostAndPort> servers = HostAndPort.parseList("servers", String.join(",", addresses));
		return new SrvLookup(new NameServers(servers, timeout, maxAttempts));
	}

	private static List<String> endpoints(SrvLookup lookup) throws NamingException {
		List<ServiceEndpoint> endpoints = lookup.endpoints(NAME);
		assertThat(endpoints).allSatisfy((endpoint) -> {
			assertThat(endpoint.scheme()).isNull();
			assertThat(endpoint.source()).isEqualTo("SRV " + NAME);
		});
		return endpoints.stream().map(ServiceEndpoint::toString).toList();
	}

}
