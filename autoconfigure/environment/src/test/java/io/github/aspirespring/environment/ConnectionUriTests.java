// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.util.List;
import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ConnectionUri}.
 */
class ConnectionUriTests {

	@Test
	void readsAllParts() {
		ConnectionUri uri = parse("MongoDB://us%40er:p%40ss%2Fw@h1:27017,[::1]:2/db%23test?authSource=admin&x=a%20b#f");
		assertThat(uri.scheme()).isEqualTo("mongodb");
		assertThat(uri.username()).isEqualTo("us@er");
		assertThat(uri.password()).isEqualTo("p@ss/w");
		assertThat(uri.hosts()).containsExactly(new HostAndPort("h1", 27017), new HostAndPort("::1", 2));
		assertThat(uri.path()).isEqualTo("/db%23test");
		assertThat(uri.segment()).isEqualTo("db#test");
		assertThat(uri.query()).containsExactly(Map.entry("authSource", "admin"), Map.entry("x", "a b"));
	}

	@Test
	void readsUriWithNothingButAddress() {
		ConnectionUri uri = parse(" redis://localhost ");
		assertThat(uri.username()).isNull();
		assertThat(uri.password()).isNull();
		assertThat(uri.hosts()).containsExactly(new HostAndPort("localhost", HostAndPort.NO_PORT));
		assertThat(uri.path()).isEmpty();
		assertThat(uri.segment()).isNull();
		assertThat(uri.query()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "redis://:pw@h:1, , pw", "redis://user@h:1, user,", "redis://user:@h:1, user,", "redis://@h:1, ,",
			"redis://u:p:w@h:1, u, p:w", "redis://u:a+b@h:1, u, a+b", "redis://u:a%2Bb@h:1, u, a+b",
			"redis://u:%F0%9F%98%80@h:1, u, 😀" })
	void decodesUserInformationAndKeepsPlus(String text, String username, String password) {
		assertThat(parse(text).username()).isEqualTo(username);
		assertThat(parse(text).password()).isEqualTo(password);
	}

	@ParameterizedTest
	@ValueSource(strings = { "p@ss", "p@ss/w#d", "p@ss:w/o?r#d", "a@b@c", "/", "#", "?", "p?x=y", "p@s?x=1", "p@s?x=1@",
			"100%", "%", "%zz", "Zk4-_.{}~()*+!wM7tRb9Q", "a,b=c ssl=true", "\"'=", "[x]", "é😀", "a%2", "%FF", "//",
			"@" })
	void readsPasswordThatWasNeverEncoded(String password) {
		for (String user : List.of("", "guest", "my-user.1")) {
			ConnectionUri uri = parse("amqp://" + user + ":" + password + "@messaging:5672/vhost?heartbeat=5");
			assertThat(uri.password()).isEqualTo(password);
			assertThat(uri.username()).isEqualTo(user.isEmpty() ? null : user);
			assertThat(uri.hosts()).containsExactly(new HostAndPort("messaging", 5672));
			assertThat(uri.segment()).isEqualTo("vhost");
			assertThat(uri.query()).containsExactly(Map.entry("heartbeat", "5"));
		}
	}

	@ParameterizedTest
	@CsvSource({ "https://unpkg.com/@angular, unpkg.com", "http://localhost:8080/@scope, localhost:8080",
			"http://h?email=a@b.c, h", "http://h:1/p?email=a@b.c, h:1", "postgresql://h/db?user=a@b&password=c@d, h",
			"mongodb://acct:key==@acct.example:10255/?ssl=true&appName=@acct@, acct.example:10255",
			"mongodb+srv://u:p@cluster.example/?appName=a@b, cluster.example" })
	void leavesAtSignToPathAndQuery(String text, String address) {
		assertThat(parse(text).hosts()).containsExactly(HostAndPort.parse("x", address));
	}

	@ParameterizedTest
	@CsvSource({ "http://::1:5301, ::1, 5301", "http://[::1]:8080/, ::1, 8080", "tcp://fe80::1, fe80::1, -1",
			"redis://:pw@::1:6379, ::1, 6379" })
	void readsIpv6AddressWithAndWithoutBrackets(String text, String host, int port) {
		assertThat(parse(text).hosts()).containsExactly(new HostAndPort(host, port));
	}

	@ParameterizedTest
	@CsvSource({ "amqp://h:1,", "amqp://h:1/,", "amqp://h:1/%2F, /", "amqp://h:1/a/b, a/b", "amqp://h:1/My%20Db, My Db",
			"kurrentdb://h:1?tls=false," })
	void decodesSegment(String text, String segment) {
		assertThat(parse(text).segment()).isEqualTo(segment);
	}

	@Test
	void readsQueryParametersWithoutValue() {
		assertThat(parse("a://h?x&y=&=z&&x=1").query()).containsExactly(Map.entry("x", "1"), Map.entry("y", ""),
				Map.entry("", "z"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "redis://h", "a+b-c.1://h", " https://h/" })
	void recognizesUri(String text) {
		assertThat(ConnectionUri.isUri(text)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "localhost:6379", "Endpoint=http://h", "jdbc:postgresql://h", "://h", "1a://h", "a:/h",
			"redis:h" })
	void recognizesWhatIsNoUri(String text) {
		assertThat(ConnectionUri.isUri(text)).isFalse();
		assertThatExceptionOfType(MalformedConnectionException.class)
			.isThrownBy(() -> ConnectionUri.parse("CACHE_URI", text))
			.withMessage("'CACHE_URI' is malformed: a URI must start with a scheme and '://'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a://", "a:///db", "a://:1", "a://u:secret@", "a://u:secret@:1", "a://h:secret", "a://h:0",
			"a://h1,:2", "a://u:secret@h:99999" })
	void rejectsUriWithoutAddress(String text) {
		assertThatExceptionOfType(MalformedConnectionException.class)
			.isThrownBy(() -> ConnectionUri.parse("CACHE_URI", text))
			.withMessageStartingWith("'CACHE_URI' is malformed: ")
			.withMessageNotContaining("secret");
	}

	@Test
	void printsEncodedText() {
		assertThat(parse("MONGODB://us%40er:p@ss/w#d@h:1,::1:2/db%23test?a%20b=c&d").format())
			.isEqualTo("mongodb://us%40er:p%40ss%2Fw%23d@h:1,[::1]:2/db%23test?a%20b=c&d=");
	}

	@Test
	void keepsEverythingButSchemeAndAddressOutOfItsText() {
		assertThat(parse("amqp://user:secret@h:1/vhost?password=secret")).hasToString("amqp://h:1");
	}

	@Test
	void cannotBeCreatedWithoutAddress() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ConnectionUri("redis", null, null, List.of(), "", Map.of()));
	}

	@ParameterizedTest
	@CsvSource({ "a%20b, a b", "a+b, a+b", "%2B, +", "100%, 100%", "%zz, %zz", "a%2, a%2", "%FF, %FF", "%C3%A9, é",
			"é, é", "%e2%82%ac, €", "%-1, %-1" })
	void decodesPercentEscapesOnly(String text, String decoded) {
		assertThat(ConnectionUri.percentDecode(text)).isEqualTo(decoded);
	}

	@ParameterizedTest
	@CsvSource({ "Az09-_.~, Az09-_.~", "'p@ss:w/o?r#d%2B +;\"''=', p%40ss%3Aw%2Fo%3Fr%23d%252B%20%2B%3B%22%27%3D",
			"{}()*+!, %7B%7D%28%29%2A%2B%21", "é, %C3%A9" })
	void encodesAllButUnreservedCharacters(String text, String encoded) {
		assertThat(ConnectionUri.percentEncode(text)).isEqualTo(encoded);
	}

	@Property
	void decodesWhatItEncodes(@ForAll String text) {
		assertThat(ConnectionUri.percentDecode(ConnectionUri.percentEncode(text))).isEqualTo(text);
	}

	@Property(edgeCases = EdgeCasesMode.NONE)
	void readsBackWhatItPrints(@ForAll("uris") ConnectionUri uri) {
		assertThat(parse(uri.format())).isEqualTo(uri);
	}

	@Property
	void readsAnyPasswordThatWasNeverEncoded(@ForAll("rawPasswords") String password) {
		ConnectionUri uri = parse("redis://:" + password + "@cache:6379");
		assertThat(uri.hosts()).containsExactly(new HostAndPort("cache", 6379));
		assertThat(uri.password()).isEqualTo(password);
	}

	@Property
	void readsAnyTextOrSaysThatItIsMalformed(@ForAll("texts") String text) {
		try {
			ConnectionUri uri = parse("a://" + text);
			assertThat(parse(uri.format()).hosts()).isEqualTo(uri.hosts());
		}
		catch (MalformedConnectionException ex) {
			assertThat(ex.source()).isEqualTo("x");
		}
	}

	@Property
	void neverTellsPassword(@ForAll("texts") String before, @ForAll("texts") String after) {
		String secret = "Secret1234567890";
		try {
			assertThat(parse("a://u:" + secret + before + "@h:1" + after).toString()).doesNotContain(secret);
		}
		catch (MalformedConnectionException ex) {
			assertThat(ex).hasMessageNotContaining(secret).hasNoCause();
		}
	}

	@Provide
	Arbitrary<ConnectionUri> uris() {
		Arbitrary<String> scheme = Arbitraries.of("redis", "postgresql", "mongodb+srv", "a.b-1");
		Arbitrary<String> text = Arbitraries.strings().ofMinLength(1).ofMaxLength(12);
		Arbitrary<HostAndPort> host = Combinators
			.combine(Arbitraries.of("localhost", "cache.dev.internal", "::1", "10.0.0.1"),
					Arbitraries.integers().between(1, 65535).injectNull(0.2))
			.as((name, port) -> new HostAndPort(name, (port != null) ? port : HostAndPort.NO_PORT));
		Arbitrary<String> path = Arbitraries.oneOf(Arbitraries.of("", "/"),
				text.map((segment) -> "/" + ConnectionUri.percentEncode(segment)));
		return Combinators
			.combine(scheme, text.injectNull(0.3), text.injectNull(0.3), host.list().ofMinSize(1).ofMaxSize(3), path,
					Arbitraries.maps(text, text).ofMaxSize(3))
			.as(ConnectionUri::new);
	}

	@Provide
	Arbitrary<String> rawPasswords() {
		// Nothing tells a percent sign from an encoding, nor @host:1?key= from an address
		return Arbitraries.strings()
			.ascii()
			.ofMinLength(1)
			.ofMaxLength(20)
			.filter((text) -> text.indexOf('%') < 0 && !text.matches("(?s).*@.*:[0-9]+.*\\?.*=.*"));
	}

	@Provide
	Arbitrary<String> texts() {
		return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(30),
				Arbitraries.strings().withChars("ah1:/?#@=&%[],.").ofMaxLength(20));
	}

	private static ConnectionUri parse(String text) {
		return ConnectionUri.parse("x", text);
	}

}
