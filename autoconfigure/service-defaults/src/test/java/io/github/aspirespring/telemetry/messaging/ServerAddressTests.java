// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.messaging;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ServerAddress}.
 */
class ServerAddressTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "localhost:9092 | localhost | 9092", "one:9092,two:9093 | one | 9092",
					"one:9092 , two:9093 | one | 9092", "[::1]:9092 | ::1 | 9092",
					"SASL_SSL://one:9093,two:9093 | one | 9093" })
	void isTheFirstOfAList(String servers, String host, int port) {
		assertThat(ServerAddress.firstOf(servers)).isEqualTo(new ServerAddress(host, port));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "localhost", "localhost:", ":9092", ",one:9092", "localhost:port" })
	void isNotKnownOtherwise(String servers) {
		assertThat(ServerAddress.firstOf(servers)).isNull();
	}

}
