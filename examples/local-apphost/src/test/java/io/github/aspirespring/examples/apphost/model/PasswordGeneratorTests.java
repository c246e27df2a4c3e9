// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.model;

import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PasswordGenerator}.
 */
class PasswordGeneratorTests {

	// So many characters that one which is never picked is not bad luck
	private static final int SAMPLES = 2_000;

	private final PasswordGenerator passwords = new PasswordGenerator();

	@Test
	void passwordsHaveTwentyTwoCharacters() {
		assertThat(this.passwords.alphanumeric()).hasSize(22);
		assertThat(this.passwords.withSpecialCharacters()).hasSize(22);
	}

	@Test
	void alphanumericPasswordsUseLettersAndDigitsThatCannotBeConfused() {
		assertThat(charactersOf(this.passwords::alphanumeric))
			.isEqualTo(characters("abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ0123456789"));
	}

	@Test
	void otherPasswordsUseSpecialCharactersThatNeedNoQuotingToo() {
		assertThat(charactersOf(this.passwords::withSpecialCharacters))
			.isEqualTo(characters("abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ0123456789" + "-_.{}~()*+!"));
	}

	@Test
	void noPasswordIsGeneratedTwice() {
		assertThat(Stream.generate(this.passwords::alphanumeric).limit(SAMPLES)).doesNotHaveDuplicates();
	}

	@Test
	void instanceIdsHaveEightLowerCaseLetters() {
		assertThat(this.passwords.instanceId()).matches("[a-z]{8}");
	}

	private static Set<Integer> charactersOf(Supplier<String> passwords) {
		return characters(Stream.generate(passwords).limit(SAMPLES).collect(Collectors.joining()));
	}

	private static Set<Integer> characters(String text) {
		return text.chars().boxed().collect(Collectors.toSet());
	}

}
