// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ConnectionString}.
 */
class ConnectionStringTests {

	@ParameterizedTest
	@ValueSource(
			strings = { "https://kv.vault.azure.net/", "amqp://guest:p%40ss@localhost:5672", " mongodb://h:1/?a=b" })
	void tellsUri(String value) {
		assertThat(string(value).isUri()).isTrue();
		assertThat(string(value).isKeyValues()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Host=localhost;Port=5432", "Endpoint=http://localhost:6334;Key=pass",
			"user id=system;password=p", "Data Source=/data/app.db", "URL=http://localhost:8080",
			" Server=tcp:h,1433" })
	void tellsPairs(String value) {
		assertThat(string(value).isKeyValues()).isTrue();
		assertThat(string(value).isUri()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "localhost:9092", "cache:6379,password=p@ss", "cache,ssl=true",
			"test connection string", "[::1]:6379,password=a=b" })
	void tellsWhatIsNeither(String value) {
		assertThat(string(value).isUri()).isFalse();
		assertThat(string(value).isKeyValues()).isFalse();
	}

	@Test
	void offersViews() {
		assertThat(string("Host=h;Port=1").keyValues().get("port")).isEqualTo("1");
		assertThat(string("redis://h:1").uri().scheme()).isEqualTo("redis");
		assertThat(string("h:1,g:2").hostAndPorts()).containsExactly(new HostAndPort("h", 1), new HostAndPort("g", 2));
	}

	@Test
	void namesVariableThatDoesNotFitView() {
		ConnectionString secret = new ConnectionString("ConnectionStrings__cache", "secret secret");
		assertMalformed(secret::keyValues);
		assertMalformed(secret::uri);
		assertMalformed(secret::hostAndPorts);
	}

	@Test
	void keepsValueOutOfItsText() {
		assertThat(new ConnectionString("ConnectionStrings__cache", "h:1,password=secret"))
			.hasToString("ConnectionString[source=ConnectionStrings__cache]");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "h:1,password=a,b=c ssl=true|a,b=c ssl=true|h:1", "h:1,password=a,b,ssl=true|a,b|h:1,ssl=true",
					"h:1,ssl=true,password=a=b|a=b|h:1,ssl=true",
					"user id=sys;password=p;q'=;data source=h:1|p;q'=|user id=sys;data source=h:1",
					"Password=a;b|a;b|``", "Host=h;PASSWORD = x ;Port=1|x|Host=h;Port=1", "Pwd=\"a;Host=h|\"a|Host=h",
					"Host=h;Password=a.*|a.*|Host=h", "Host=h;Password=\\E|\\E|Host=h" })
	void takesKnownPairOut(String value, String secret, String rest) {
		ConnectionString without = string(value).without(secret, "Password", "Pwd");
		assertThat(without.value()).isEqualTo(rest);
		assertThat(without.source()).isEqualTo("x");
	}

	@ParameterizedTest
	@CsvSource({ "Host=h;Port=1, secret", "Host=h;Password=secret2, secret", "Host=h;My Password=secret, secret",
			"Host=secret, secret" })
	void isUnchangedWithoutPairThatMatches(String value, String secret) {
		ConnectionString string = string(value);
		assertThat(string.without(secret, "Password")).isSameAs(string);
	}

	@Property
	void takesAnyConcatenatedPasswordOut(@ForAll("passwords") String password) {
		String before = "Host=h;Username=u;Password=";
		assertThat(string(before + password).without(password, "Password").value()).isEqualTo("Host=h;Username=u");
		assertThat(string(before + password + ";Database=d").without(password, "Password").value())
			.isEqualTo("Host=h;Username=u;Database=d");
	}

	@Provide
	Arbitrary<String> passwords() {
		return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(20),
				Arbitraries.strings().withChars("ab=;,\"'\\ $^()").ofMaxLength(12));
	}

	private static ConnectionString string(String value) {
		return new ConnectionString("x", value);
	}

	private static void assertMalformed(ThrowingCallable view) {
		assertThatExceptionOfType(MalformedConnectionException.class).isThrownBy(view)
			.withMessageStartingWith("'ConnectionStrings__cache' is malformed: ")
			.withMessageNotContaining("secret")
			.withNoCause();
	}

}
