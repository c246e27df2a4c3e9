// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.environment.MalformedConnectionException;

/**
 * The values of options, read as StackExchange.Redis reads them: durations are whole
 * milliseconds, and an option without a value counts as absent.
 */
final class RedisOptions {

	private static final Map<String, Boolean> BOOLEANS = Map.of("true", true, "1", true, "yes", true, "on", true,
			"false", false, "0", false, "no", false, "off", false);

	private static final int MAX_DIGITS = 9;

	private final String source;

	private final Map<RedisOption, String> values = new EnumMap<>(RedisOption.class);

	/**
	 * Creates options.
	 * @param source the variable or property that they come from
	 * @param values the values, which may be secrets
	 * @throws MalformedConnectionException if the value of a boolean or a number is none
	 */
	RedisOptions(String source, Map<RedisOption, String> values) {
		this.source = source;
		values.forEach((option, value) -> {
			if (!value.isEmpty()) {
				this.values.put(option, value);
			}
		});
		tls();
		database();
		connectTimeout();
		commandTimeout();
	}

	@Nullable String get(RedisOption option) {
		return this.values.get(option);
	}

	boolean tls() {
		String value = get(RedisOption.SSL);
		Boolean tls = (value != null) ? BOOLEANS.get(value.toLowerCase(Locale.ROOT)) : Boolean.FALSE;
		if (tls == null) {
			throw new MalformedConnectionException(this.source, "the option 'ssl' must be true or false");
		}
		return tls;
	}

	@Nullable Integer database() {
		return number(RedisOption.DEFAULT_DATABASE, 0);
	}

	@Nullable Integer connectTimeout() {
		return number(RedisOption.CONNECT_TIMEOUT, 1);
	}

	@Nullable Integer commandTimeout() {
		Integer asynchronous = number(RedisOption.ASYNC_TIMEOUT, 1);
		Integer synchronous = number(RedisOption.SYNC_TIMEOUT, 1);
		return (synchronous != null) ? synchronous : asynchronous;
	}

	/**
	 * Returns the options that have no counterpart in Spring.
	 */
	List<RedisOption> unused() {
		return this.values.keySet().stream().filter((option) -> !option.hasCounterpart()).toList();
	}

	/**
	 * Returns the names only, for the values may be secrets.
	 */
	@Override
	public String toString() {
		return "RedisOptions" + this.values.keySet();
	}

	private @Nullable Integer number(RedisOption option, int minimum) {
		String value = get(option);
		if (value == null) {
			return null;
		}
		boolean digits = value.length() <= MAX_DIGITS
				&& value.chars().allMatch((digit) -> digit >= '0' && digit <= '9');
		if (!digits || Integer.parseInt(value) < minimum) {
			String where = (option == RedisOption.DEFAULT_DATABASE) ? " (or the path of a URI)" : "";
			throw new MalformedConnectionException(this.source, "the option '" + option + "'" + where
					+ " must be a whole number of at least " + minimum + " with at most " + MAX_DIGITS + " digits");
		}
		return Integer.valueOf(value);
	}

}
