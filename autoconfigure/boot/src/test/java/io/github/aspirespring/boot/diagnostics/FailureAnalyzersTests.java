// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.diagnostics;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.MalformedConnectionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class FailureAnalyzersTests {

	@Test
	void analysesMalformedConnectionWithoutItsValue() {
		MalformedConnectionException failure = catchThrowableOfType(MalformedConnectionException.class,
				() -> HostAndPort.parse("CACHE_URI", "host:hidden"));
		FailureAnalysis analysis = new MalformedConnectionFailureAnalyzer()
			.analyze(new IllegalStateException("outer", failure));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription())
			.isEqualTo("The value of 'CACHE_URI' cannot be used: a port must be a number from 1 to 65535.");
		assertThat(analysis.getAction()).contains("'CACHE_URI'").doesNotContain("hidden");
	}

	@Test
	void areRegistered() {
		List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, FailureHandler.handleMessage((message, cause) -> {
			}));
		assertThat(analyzers).hasAtLeastOneElementOfType(MalformedConnectionFailureAnalyzer.class)
			.hasAtLeastOneElementOfType(ConnectionSelectionFailureAnalyzer.class);
	}

}
