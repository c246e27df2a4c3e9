// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.stream.Stream;

import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

import io.github.aspirespring.http.TestServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link ConnectFailure} with the failures of real clients.
 */
class ConnectFailureTests {

	@ParameterizedTest
	@MethodSource("clients")
	void sendsNothingWhereConnectionIsRefused(ClientHttpRequestFactory client) {
		Throwable failure = call(client, TestServer.refusing());
		assertThat(failure).isInstanceOf(IOException.class);
		assertThat(ConnectFailure.isCauseOf(failure)).isTrue();
		assertThat(ConnectFailure.isUnknownHost(failure)).isFalse();
	}

	@ParameterizedTest
	@MethodSource("clients")
	void sendsNothingWhereThereIsNoHost(ClientHttpRequestFactory client) {
		Throwable failure = call(client, "http://nobody.invalid:8080");
		assertThat(ConnectFailure.isCauseOf(failure)).isTrue();
		assertThat(ConnectFailure.isUnknownHost(failure)).isTrue();
	}

	@ParameterizedTest
	@MethodSource("impatientClients")
	void mayHaveSentWhatIsNeverAnswered(ClientHttpRequestFactory client) {
		try (TestServer silent = TestServer.start((request, out) -> Thread.sleep(30_000))) {
			Throwable failure = call(client, silent.url());
			assertThat(failure).isInstanceOf(IOException.class);
			assertThat(ConnectFailure.isCauseOf(failure)).isFalse();
		}
	}

	@ParameterizedTest
	@MethodSource("impatientClients")
	void mayHaveSentWhatEndsInAClosedConnection(ClientHttpRequestFactory client) {
		try (TestServer closing = TestServer.start((request, out) -> out.close())) {
			Throwable failure = call(client, closing.url());
			assertThat(failure).isInstanceOf(IOException.class);
			assertThat(ConnectFailure.isCauseOf(failure)).isFalse();
		}
	}

	@ParameterizedTest
	@MethodSource("connectFailures")
	void knowsConnectFailuresByType(Throwable failure) {
		assertThat(ConnectFailure.isCauseOf(failure)).isTrue();
		assertThat(ConnectFailure.isCauseOf(new IllegalStateException(new IOException(failure)))).isTrue();
	}

	@ParameterizedTest
	@MethodSource("otherFailures")
	void knowsNoOtherFailureByType(Throwable failure) {
		assertThat(ConnectFailure.isCauseOf(failure)).isFalse();
		assertThat(ConnectFailure.isUnknownHost(failure)).isFalse();
	}

	@Test
	void survivesCauseThatCausesItself() {
		IOException first = new IOException("first");
		IOException second = new IOException("second", first);
		first.initCause(second);
		assertThat(ConnectFailure.isCauseOf(first)).isFalse();
	}

	// A connection may take long on a machine that is busy
	static Stream<Named<ClientHttpRequestFactory>> clients() {
		return clients(Duration.ofSeconds(10));
	}

	static Stream<Named<ClientHttpRequestFactory>> impatientClients() {
		return clients(Duration.ofMillis(300));
	}

	private static Stream<Named<ClientHttpRequestFactory>> clients(Duration readTimeout) {
		HttpClientSettings settings = HttpClientSettings.defaults().withTimeouts(Duration.ofSeconds(10), readTimeout);
		return Stream.of(Named.of("JDK", ClientHttpRequestFactoryBuilder.jdk().build(settings)),
				Named.of("Apache", ClientHttpRequestFactoryBuilder.httpComponents().build(settings)),
				Named.of("Reactor Netty", ClientHttpRequestFactoryBuilder.reactor().build(settings)),
				Named.of("HttpURLConnection", ClientHttpRequestFactoryBuilder.simple().build(settings)));
	}

	static Stream<Throwable> connectFailures() {
		return Stream.of(new ConnectException("Connection refused"), new NoRouteToHostException("No route to host"),
				new UnknownHostException("catalog"), new UnresolvedAddressException(),
				new HttpConnectTimeoutException("HTTP connect timed out"),
				new SocketException("Network is unreachable"), new SocketTimeoutException("Connect timed out"),
				new SocketTimeoutException("Connect Timeout"),
				new org.apache.hc.client5.http.ConnectTimeoutException("Connect to localhost failed"),
				new io.netty.channel.ConnectTimeoutException("connection timed out"));
	}

	static Stream<Throwable> otherFailures() {
		return Stream.of(new SocketException("Connection reset"), new SocketTimeoutException("Read timed out"),
				new SocketTimeoutException(), new HttpTimeoutException("request timed out"),
				new ClosedChannelException(), new SSLHandshakeException("PKIX path building failed"),
				new InterruptedIOException("Connect timed out"), new IOException("Network is unreachable"),
				new IllegalStateException());
	}

	private static Throwable call(ClientHttpRequestFactory client, String url) {
		return catchThrowable(() -> {
			try (ClientHttpResponse response = client.createRequest(URI.create(url), HttpMethod.POST).execute()) {
				assertThat(response.getStatusCode().value()).isEqualTo(HttpURLConnection.HTTP_OK);
			}
		});
	}

}
