// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link TestPorts}.
 */
class TestPortsTests {

	@Test
	void givesEachPortOnce() {
		assertThat(IntStream.range(0, 100).map((i) -> TestPorts.free())).doesNotHaveDuplicates()
			.allMatch((port) -> port >= 10_000 && port < 32_768);
	}

	@Test
	void givesPortsThatServersCanListenAt() throws IOException {
		try (ServerSocket server = new ServerSocket(TestPorts.free(), 1, InetAddress.getLoopbackAddress());
				ServerSocket everywhere = new ServerSocket(TestPorts.free())) {
			assertThat(server.isBound()).isTrue();
			assertThat(everywhere.isBound()).isTrue();
		}
	}

	@Test
	void refusesConnectionsAtPortThatNobodyElseGets() {
		int port = TestPorts.refusing();
		assertThatExceptionOfType(ConnectException.class)
			.isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
		assertThatIOException().isThrownBy(() -> new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close());
	}

}
