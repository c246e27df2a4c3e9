// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The options of a StackExchange.Redis configuration string. From {@link #ABORT_CONNECT}
 * on, they have no counterpart in Spring.
 *
 * @see <a href=
 * "https://github.com/StackExchange/StackExchange.Redis/blob/main/src/StackExchange.Redis/ConfigurationOptions.cs">ConfigurationOptions</a>
 */
enum RedisOption {

	USER, PASSWORD, DEFAULT_DATABASE, SSL, SERVICE_NAME, SENTINEL_USER, SENTINEL_PASSWORD, CONNECT_TIMEOUT,
	SYNC_TIMEOUT, ASYNC_TIMEOUT, NAME,

	ABORT_CONNECT, ALLOW_ADMIN, CHANNEL_PREFIX, CHECK_CERTIFICATE_REVOCATION, CONFIG_CHANNEL, CONFIG_CHECK_SECONDS,
	CONNECT_RETRY, HIGH_INTEGRITY, HIGH_PRIORITY_THREADS, KEEP_ALIVE, PRESERVE_ASYNC_ORDER, PROTOCOL, PROXY,
	RESOLVE_DNS, RESPONSE_TIMEOUT, SETLIB, SSL_HOST, SSL_PROTOCOLS, TCP_KEEP_ALIVE, TIEBREAKER, TUNNEL, VERSION,
	WRITE_BUFFER;

	private static final Map<String, RedisOption> BY_KEY = Arrays.stream(values())
		.collect(Collectors.toUnmodifiableMap(RedisOption::key, Function.identity()));

	/**
	 * Returns the option of a name.
	 * @param name the name in any case
	 * @return the option, or {@code null} if StackExchange.Redis has none of that name
	 */
	static @Nullable RedisOption of(String name) {
		return BY_KEY.get(name.strip().toLowerCase(Locale.ROOT));
	}

	boolean isSecret() {
		return this == PASSWORD || this == SENTINEL_PASSWORD;
	}

	boolean hasCounterpart() {
		return compareTo(ABORT_CONNECT) < 0;
	}

	/**
	 * Returns the name as StackExchange.Redis writes it, such as {@code defaultDatabase}.
	 */
	@Override
	public String toString() {
		String[] words = name().toLowerCase(Locale.ROOT).split("_");
		return words[0] + Arrays.stream(words)
			.skip(1)
			.map((word) -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
			.collect(Collectors.joining());
	}

	private String key() {
		return name().replace("_", "").toLowerCase(Locale.ROOT);
	}

}
