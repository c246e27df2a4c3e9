// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.aspirespring.environment.ConnectionString;
import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RedisConnectionString}.
 */
class RedisConnectionStringTests {

	private static final String SOURCE = "ConnectionStrings__cache";

	@Test
	void readsEndpointsAndOptions() {
		RedisConnectionString string = parse("one:7001, two:7002 ,ssl=true,user=app, password = s3cret ,name=orders");
		assertThat(string.endpoints()).containsExactly(new HostAndPort("one", 7001), new HostAndPort("two", 7002));
		assertThat(string.options().tls()).isTrue();
		assertThat(string.options().get(RedisOption.USER)).isEqualTo("app");
		assertThat(string.options().get(RedisOption.PASSWORD)).isEqualTo("s3cret");
		assertThat(string.options().get(RedisOption.NAME)).isEqualTo("orders");
		assertThat(string.unknown()).isEmpty();
	}

	@Test
	void readsEndpointsAmongOptions() {
		assertThat(parse("ssl=true,one:7001,allowAdmin=true,two:7002").endpoints())
			.containsExactly(new HostAndPort("one", 7001), new HostAndPort("two", 7002));
	}

	@Test
	void keepsOneOfEqualEndpoints() {
		assertThat(parse("one:7001,one:7001,,one:7002").endpoints()).containsExactly(new HostAndPort("one", 7001),
				new HostAndPort("one", 7002));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			cache                                       | 6379
			cache,ssl=false                             | 6379
			cache.redis.cache.windows.net,ssl=true      | 6380
			cache,serviceName=main                      | 26379
			cache,serviceName=main,ssl=true             | 26379
			cache:1234,ssl=true                         | 1234
			""")
	void addsThePortThatStackExchangeAssumes(String text, int port) {
		assertThat(parse(text).endpoints()).singleElement().extracting(HostAndPort::port).isEqualTo(port);
	}

	@ParameterizedTest
	@ValueSource(strings = { "::1:6379", "[::1]:6379", "[::1]" })
	void readsAddressesOfVersionSix(String endpoint) {
		assertThat(parse(endpoint + ",allowAdmin=true").endpoints()).containsExactly(new HostAndPort("::1", 6379));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ssl=true", "SSL=True", "Ssl=1", "ssl = yes", "ssl=ON" })
	void readsTrueInEverySpelling(String option) {
		assertThat(parse("cache," + option).options().tls()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ssl=false", "SSL=False", "ssl=0", "ssl=no", "ssl=off", "ssl=" })
	void readsFalseInEverySpelling(String option) {
		assertThat(parse("cache," + option).options().tls()).isFalse();
	}

	@Test
	void readsNumbers() {
		RedisOptions options = parse("cache,defaultDatabase=3,connectTimeout=1500,syncTimeout=2500,asyncTimeout=3500")
			.options();
		assertThat(options.database()).isEqualTo(3);
		assertThat(options.connectTimeout()).isEqualTo(1500);
		assertThat(options.commandTimeout()).isEqualTo(2500);
		assertThat(parse("cache,asyncTimeout=3500").options().commandTimeout()).isEqualTo(3500);
	}

	@Test
	void takesTheLastOfEqualOptionsAndNoneWithoutValue() {
		RedisOptions options = parse("cache,defaultDatabase=3,DEFAULTDATABASE=4,user=,connectTimeout= ").options();
		assertThat(options.database()).isEqualTo(4);
		assertThat(options.get(RedisOption.USER)).isNull();
		assertThat(options.connectTimeout()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "cache,ssl=s3cret", "cache,defaultDatabase=s3cret", "cache,defaultDatabase=-1",
			"cache,connectTimeout=0", "cache,syncTimeout=5s3cret", "cache,asyncTimeout=99999999999", "cache:s3cret",
			"cache:6379:s3cret", "cache,password=x,ssl=true,s3cret", "s3cret/cache:1,ssl=true", "cache:70000" })
	void rejectsWhatItCannotReadWithoutRepeatingIt(String text) {
		assertThatExceptionOfType(MalformedConnectionException.class).isThrownBy(() -> parse(text))
			.withMessageContaining(SOURCE)
			.withMessageNotContaining("s3cret")
			.withNoCause();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a,b=c ssl=true", "p@ss:w/o?r#d%2B +;\"'=", ",", "=", "a,ssl=false", "a,password=b",
			" spaced ", "a,host:6379", "$x=y" })
	void readsAnyPasswordThatIsKnownFromElsewhere(String password) {
		ConnectionString text = new ConnectionString(SOURCE, "cache:6379,password=" + password + ",ssl=true");
		RedisConnectionString string = RedisConnectionString.parse(text, password);
		assertThat(string.endpoints()).containsExactly(new HostAndPort("cache", 6379));
		assertThat(string.options().tls()).isTrue();
		assertThat(string.options().get(RedisOption.PASSWORD)).isNull();
		assertThat(string.unknown()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "p@ss:w/o?r#d%2B+;\"'=", "a,b", "a,b=c", "a,b=c,d=e", "a,,b", "a,$x=y", "=", "a, b" })
	void readsPasswordUpToTheNextKnownOption(String password) {
		RedisConnectionString string = parse("cache:6379,password=" + password + ",SSL=true,user=app");
		assertThat(string.options().get(RedisOption.PASSWORD)).isEqualTo(password);
		assertThat(string.options().get(RedisOption.USER)).isEqualTo("app");
		assertThat(string.options().tls()).isTrue();
		assertThat(string.endpoints()).containsExactly(new HostAndPort("cache", 6379));
	}

	@Test
	void namesUnknownOptions() {
		assertThat(parse("cache,frobnicate=1,b@d=2,password=x").unknown()).hasSize(2)
			.anyMatch((unknown) -> unknown.contains("'frobnicate'"))
			.anyMatch((unknown) -> unknown.contains("element 3") && !unknown.contains("b@d"));
	}

	@Test
	void doesNotNameWhatCouldBePartOfThePassword() {
		assertThat(parse("cache,password=x,s3cret=2,sentinelPassword=y,s3cretToo,evenThis=3").unknown()).hasSize(2)
			.allMatch((unknown) -> !unknown.contains("s3cret") && !unknown.contains("evenThis"))
			.anyMatch((unknown) -> unknown.contains("element 3"))
			.anyMatch((unknown) -> unknown.contains("element 6"));
	}

	@Test
	void namesUnknownOptionsBehindPasswordThatIsKnownFromElsewhere() {
		ConnectionString text = new ConnectionString(SOURCE, "cache,password=x,frobnicate=1");
		assertThat(RedisConnectionString.parse(text, "x").unknown()).singleElement()
			.asString()
			.contains("'frobnicate'");
	}

	@Test
	void knowsEveryOptionOfStackExchange() {
		RedisConnectionString string = parse("cache,abortConnect=false,allowAdmin=true,channelPrefix=x,"
				+ "checkCertificateRevocation=true,configChannel=x,configCheckSeconds=1,connectRetry=1,highIntegrity=1,"
				+ "highPriorityThreads=1,keepAlive=1,preserveAsyncOrder=1,protocol=resp3,proxy=none,resolveDns=true,"
				+ "responseTimeout=1,setlib=true,sslHost=x,sslProtocols=tls12|tls13,tcpKeepAlive=true,tiebreaker=x,"
				+ "tunnel=http:x:1,version=7.0,writeBuffer=1,$config=,$info=x");
		assertThat(string.unknown()).isEmpty();
		assertThat(string.options().unused()).hasSize(23)
			.map(RedisOption::toString)
			.contains("abortConnect", "checkCertificateRevocation", "setlib", "sslHost", "tiebreaker");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "localhost:6379,password=pw", "x.redis.cache.windows.net,ssl=true", "a:1,b:2,ALLOWADMIN=true",
					"localhost:notaport,password=pw", "[::1]:6379,ssl=true", "cache , Password = pw" })
	void isCertainAboutAnEndpointWithKnownOptions(String text) {
		assertThat(RedisConnectionString.isCertain(text)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost:6379", "localhost", "", ",", "a:1,b:2", "Host=x;Password=y,ssl=true",
			"Password=x,localhost:6379", "Server=127.0.0.1,1433;User ID=sa;Password=x", "nats://u:p@h:4222,ssl=true",
			"mongodb://u:p@a:1,b:2/?ssl=true", "{\"a\":\"b\",name=x}", "some text, name=value",
			"localhost:6379,frob=1" })
	void isNotCertainAboutAnythingElse(String text) {
		assertThat(RedisConnectionString.isCertain(text)).isFalse();
	}

	@Test
	void printsNoValue() {
		assertThat(parse("cache,password=s3cret,user=s3cretToo,frobnicate=s3cretAsWell").toString())
			.doesNotContain("s3cret");
	}

	private static RedisConnectionString parse(String text) {
		return RedisConnectionString.parse(new ConnectionString(SOURCE, text), null);
	}

}
