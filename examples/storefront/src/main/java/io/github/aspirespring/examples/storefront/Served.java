// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.storefront;

import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * Something the catalog said, and the instances of it that said so.
 *
 * @param <T> the type of what was said
 * @param value what was said
 * @param by the instances, as they call themselves
 */
record Served<T>(T value, List<String> by) {

	static final String HEADER = "X-Served-By";

	static <T> Served<T> of(ResponseEntity<T> response) {
		return new Served<>(Objects.requireNonNull(response.getBody(), "the catalog answers with a body"),
				response.getHeaders().getOrEmpty(HEADER));
	}

	<U, R> Served<R> and(Served<U> other, BiFunction<T, U, R> combine) {
		return new Served<>(combine.apply(this.value, other.value),
				Stream.of(this.by, other.by).flatMap(List::stream).toList());
	}

	/**
	 * Passes it on.
	 * @param status the status to answer with
	 * @return the answer, which names the instances
	 */
	ResponseEntity<T> answer(HttpStatus status) {
		return ResponseEntity.status(status).header(HEADER, this.by.toArray(String[]::new)).body(this.value);
	}

}
