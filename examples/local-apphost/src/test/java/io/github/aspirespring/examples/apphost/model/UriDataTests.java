// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.model;

import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UriData}.
 */
class UriDataTests {

	@Test
	void lettersDigitsAndUnreservedMarksStayAsTheyAre() {
		String unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
		assertThat(UriData.escape(unreserved)).isEqualTo(unreserved);
	}

	@Test
	void specialCharactersOfGeneratedPasswordsAreEncoded() {
		assertThat(UriData.escape("-_.{}~()*+!")).isEqualTo("-_.%7B%7D~%28%29%2A%2B%21");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			p@ss/w:rd#1 | p%40ss%2Fw%3Ard%231
			'a b'       | a%20b
			100%        | 100%25
			größe       | gr%C3%B6%C3%9Fe
			""")
	void everythingElseIsEncodedAsUtf8(String value, String escaped) {
		assertThat(UriData.escape(value)).isEqualTo(escaped);
	}

	@Test
	void everyPrintableCharacterComesBackFromAUri() {
		String printable = IntStream.rangeClosed(' ', '~').mapToObj(Character::toString).collect(Collectors.joining());
		URI uri = URI.create("redis://:" + UriData.escape(printable) + "@localhost:6379");
		assertThat(uri.getUserInfo()).isEqualTo(":" + printable);
		assertThat(uri.getHost()).isEqualTo("localhost");
	}

}
