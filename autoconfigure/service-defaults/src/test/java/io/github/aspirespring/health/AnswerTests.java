// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerTests {

	@ParameterizedTest
	@CsvSource({ "UP, 200, Healthy", "UNKNOWN, 200, Healthy", "DOWN, 503, Unhealthy", "OUT_OF_SERVICE, 503, Unhealthy",
			"FAIR, 200, Degraded" })
	void hasTheWordsOfDotNet(String status, int code, String text) {
		Answer answer = Answer.of(new Status(status), HttpCodeStatusMapper.getDefault());
		assertThat(answer.code()).isEqualTo(code);
		assertThat(body(answer, List.of())).isEqualTo(text);
	}

	@Test
	void isDegradedWhereTheApplicationSaysThatDownIsFine() {
		Answer answer = Answer.of(Status.DOWN, HttpCodeStatusMapper.of(Map.of("down", 200)));
		assertThat(body(answer, List.of())).isEqualTo("Degraded");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "application/*", "application/json, text/plain;q=0.5",
			"application/vnd.spring-boot.actuator.v3+json", "text/html;q=0.1,application/json" })
	void isJsonForWhoPrefersIt(String accept) {
		assertThat(body(Answer.UNAVAILABLE, List.of(accept))).isEqualTo("{\"status\":\"DOWN\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "*/*", "text/*", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*",
			"application/json;q=0.5, text/plain", "nonsense", "image/png", "" })
	void isTextForEverybodyElse(String accept) {
		assertThat(body(Answer.UNAVAILABLE, List.of(accept))).isEqualTo("Unhealthy");
	}

	@Test
	void escapesStatus() {
		assertThat(body(new Answer(new Status("\"odd\""), 200), List.of("application/json")))
			.isEqualTo("{\"status\":\"\\\"odd\\\"\"}");
	}

	private static String body(Answer answer, List<String> accept) {
		return new String(Objects.requireNonNull(answer.toResponse(accept).getBody()), StandardCharsets.UTF_8);
	}

}
