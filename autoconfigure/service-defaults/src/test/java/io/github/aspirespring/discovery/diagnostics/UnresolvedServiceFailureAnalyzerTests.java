// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.diagnostics;

import java.net.UnknownHostException;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.web.client.ResourceAccessException;

import io.github.aspirespring.discovery.UnresolvedServiceException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UnresolvedServiceFailureAnalyzer}.
 */
class UnresolvedServiceFailureAnalyzerTests {

	@Test
	void tellsProblemFromAction() {
		UnresolvedServiceException failure = new UnresolvedServiceException("orders", "Nobody knows 'orders'.",
				"Add it.", new UnknownHostException("orders"));
		// Those of Spring Boot ask for a bean factory
		FailureAnalyzer analyzer = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, (type, name, ex) -> {
			})
			.stream()
			.filter(UnresolvedServiceFailureAnalyzer.class::isInstance)
			.findFirst()
			.orElseThrow();
		FailureAnalysis analysis = Objects.requireNonNull(analyzer
			.analyze(new IllegalStateException(new ResourceAccessException("I/O error on GET request", failure))));
		assertThat(analysis.getDescription()).isEqualTo("Nobody knows 'orders'.");
		assertThat(analysis.getAction()).isEqualTo("Add it.");
		assertThat(analysis.getCause()).isSameAs(failure).hasMessage("Nobody knows 'orders'. Add it.");
	}

}
