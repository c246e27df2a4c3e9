// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.model;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Passwords as an AppHost generates them: 22 random characters, none that is easily
 * confused with another and none that needs quoting in a connection string. In a URI,
 * some of the special ones must be percent-encoded.
 *
 * @see <a href=
 * "https://github.com/microsoft/aspire/blob/main/src/Shared/PasswordGenerator.cs">PasswordGenerator.cs</a>
 */
public final class PasswordGenerator {

	static final int LENGTH = 22;

	static final String LOWER_CASE = "abcdefghjkmnpqrstuvwxyz";

	static final String ALPHANUMERIC = LOWER_CASE + "ABCDEFGHJKMNPQRSTUVWXYZ" + "0123456789";

	static final String SPECIAL = "-_.{}~()*+!";

	private static final int NAME_SUFFIX_LENGTH = 8;

	private final RandomGenerator random;

	/**
	 * Creates a generator of passwords nobody can guess.
	 */
	public PasswordGenerator() {
		this(new SecureRandom());
	}

	PasswordGenerator(RandomGenerator random) {
		this.random = random;
	}

	/**
	 * Generates a password of letters and digits, as {@code AddRedis} does.
	 * @return the password
	 */
	public String alphanumeric() {
		return pick(LENGTH, ALPHANUMERIC);
	}

	/**
	 * Generates a password of letters, digits and special characters, as
	 * {@code AddPostgres} does.
	 * @return the password
	 */
	public String withSpecialCharacters() {
		return pick(LENGTH, ALPHANUMERIC + SPECIAL);
	}

	/**
	 * Generates what tells one instance of a service from another. It is no secret.
	 * @return eight lower-case letters
	 */
	public String instanceId() {
		return pick(NAME_SUFFIX_LENGTH, LOWER_CASE);
	}

	private String pick(int length, String characters) {
		return this.random.ints(length, 0, characters.length())
			.mapToObj((index) -> characters.substring(index, index + 1))
			.collect(Collectors.joining());
	}

}
