// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link HostAndPort}.
 */
class HostAndPortTests {

	@ParameterizedTest
	@CsvSource({ "localhost:6379, localhost, 6379", "cache, cache, -1", "cache.dev.internal:1, cache.dev.internal, 1",
			"my_service:65535, my_service, 65535", "127.0.0.1:80, 127.0.0.1, 80", "' h:1 ', h, 1",
			"[::1]:5301, ::1, 5301", "[2001:db8::1], 2001:db8::1, -1", "[fe80::1%eth0]:80, fe80::1%eth0, 80",
			"[::ffff:10.0.0.1]:80, ::ffff:10.0.0.1, 80" })
	void readsHostAndPort(String text, String host, int port) {
		assertThat(HostAndPort.parse("x", text)).isEqualTo(new HostAndPort(host, port));
	}

	@ParameterizedTest
	@CsvSource({ "::1:5301, ::1, 5301", "2001:db8::1:8080, 2001:db8::1, 8080",
			"1:2:3:4:5:6:7:8:443, 1:2:3:4:5:6:7:8, 443", "::ffff:10.0.0.1:80, ::ffff:10.0.0.1, 80", ":::80, ::, 80",
			"::1, ::1, -1", "fe80::1, fe80::1, -1", "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8, -1",
			"2001:db8::cafe, 2001:db8::cafe, -1", "::, ::, -1" })
	void readsIpv6AddressWithoutBrackets(String text, String host, int port) {
		assertThat(HostAndPort.parse("x", text)).isEqualTo(new HostAndPort(host, port));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ":6379", "h:", "h:0", "h:65536", "h:-1", "h:+1", "h:1x", "h:١", "h:1:2",
			"::1:99999", "[::1", "[h]:1", "[]:1", "[::1]6379", "[::1]:", "a b:1", "h/p", "h?q", "h#f", "u@h:1", "h,g",
			"k=v", "h;x", "[::1]]:1", "\"h\"", "a\\b", "h\u0000", "tcp:h,1", "g::1", "1::2::3" })
	void rejectsEverythingElse(String text) {
		assertThatExceptionOfType(MalformedConnectionException.class)
			.isThrownBy(() -> HostAndPort.parse("ConnectionStrings__x", text))
			.withMessageStartingWith("'ConnectionStrings__x' is malformed: ");
	}

	@Test
	void readsListInItsOrder() {
		assertThat(HostAndPort.parseList("x", "b:2, a:1,[::1]:3")).containsExactly(new HostAndPort("b", 2),
				new HostAndPort("a", 1), new HostAndPort("::1", 3));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ",", "a:1,", "a:1,,b:2", "a:1,password=x" })
	void rejectsListWithAnythingButAddresses(String text) {
		assertThatExceptionOfType(MalformedConnectionException.class)
			.isThrownBy(() -> HostAndPort.parseList("x", text));
	}

	@Test
	void readsPort() {
		assertThat(HostAndPort.parsePort("x", " 5432 ")).isEqualTo(5432);
		assertThat(HostAndPort.parsePort("x", "00080")).isEqualTo(80);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0", "65536", "-1", "tcp://10.0.31.7:8080", "4294967297", "1.0" })
	void rejectsEverythingButPorts(String text) {
		assertThatExceptionOfType(MalformedConnectionException.class)
			.isThrownBy(() -> HostAndPort.parsePort("CACHE_PORT", text))
			.withMessage("'CACHE_PORT' is malformed: a port must be a number from 1 to 65535");
	}

	@Test
	void addsDefaultPortOnlyWhereThereIsNone() {
		assertThat(new HostAndPort("h", HostAndPort.NO_PORT).withDefaultPort(6379)).hasToString("h:6379");
		assertThat(new HostAndPort("h", 1).withDefaultPort(6379)).hasToString("h:1");
	}

	@Test
	void printsIpv6AddressInBrackets() {
		assertThat(new HostAndPort("::1", 80)).hasToString("[::1]:80");
		assertThat(new HostAndPort("::1", HostAndPort.NO_PORT)).hasToString("[::1]");
	}

	@ParameterizedTest
	@CsvSource({ "'', 1", "h, 0", "h, 65536", "h, -2", "a b, 1", "[::1], 1", "a:b, 1", "u@h, 1" })
	void cannotBeCreatedFromWhatIsNoAddress(String host, int port) {
		assertThatIllegalArgumentException().isThrownBy(() -> new HostAndPort(host, port));
	}

	@Property
	void readsBackWhatItPrints(@ForAll("hosts") String host, @ForAll @IntRange(min = 1, max = 65535) int port) {
		for (HostAndPort address : List.of(new HostAndPort(host, port), new HostAndPort(host, HostAndPort.NO_PORT))) {
			assertThat(HostAndPort.parse("x", address.toString())).isEqualTo(address);
		}
	}

	@Property
	void readsAnyTextOrSaysThatItIsMalformed(@ForAll String text) {
		try {
			HostAndPort address = HostAndPort.parse("x", text);
			assertThat(HostAndPort.parse("x", address.toString())).isEqualTo(address);
		}
		catch (MalformedConnectionException ex) {
			assertThat(ex.source()).isEqualTo("x");
		}
	}

	@Property
	void readsAnyAddressLikeTextOrSaysThatItIsMalformed(@ForAll("addressLike") String text) {
		readsAnyTextOrSaysThatItIsMalformed(text);
	}

	@Provide
	Arbitrary<String> hosts() {
		Arbitrary<String> names = Arbitraries.strings()
			.alpha()
			.numeric()
			.withChars("._-")
			.ofMinLength(1)
			.ofMaxLength(30);
		Arbitrary<String> group = Arbitraries.integers().between(0, 0xFFFF).map(Integer::toHexString);
		Arbitrary<String> addresses = group.list().ofSize(8).map((groups) -> String.join(":", groups));
		Arbitrary<String> shortened = Combinators.combine(group, group).as((start, end) -> start + "::" + end);
		return Arbitraries.oneOf(names, addresses, shortened);
	}

	@Provide
	Arbitrary<String> addressLike() {
		return Arbitraries.strings().withChars("0123af:.[]%,/@ -").ofMaxLength(20);
	}

}
