// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.http;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PublicUrlTests {

	@ParameterizedTest
	@CsvSource({ "http://localhost, http://localhost", "http://localhost:80/a%20b, http://localhost:80/a%20b",
			"https://ann:secret@host:1/a, https://host:1/a", "https://a%40b:c@host/, https://host/",
			"http://host?a=1, http://host?a=Redacted", "http://host/?a=1&b=2=3, http://host/?a=Redacted&b=Redacted",
			"http://host/?a&b=&c=1, http://host/?a&b=Redacted&c=Redacted", "http://host/?, http://host/?",
			"http://host/#top, http://host/",
			"https+http://_admin.my_shop/a?b=1, https+http://_admin.my_shop/a?b=Redacted",
			"http://[::1]:80/a, http://[::1]:80/a", "/a?b=1, /a?b=Redacted" })
	void hidesWhoLogsInAndTheValuesOfParameters(String url, String expected) {
		assertThat(PublicUrl.of(URI.create(url), false)).isEqualTo(expected);
	}

	@Test
	void showsTheValuesOfParametersOnDemand() {
		assertThat(PublicUrl.of(URI.create("https://ann:secret@host/a?b=1#c"), true)).isEqualTo("https://host/a?b=1");
	}

}
