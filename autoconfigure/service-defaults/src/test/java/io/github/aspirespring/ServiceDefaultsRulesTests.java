// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring;

import org.junit.jupiter.api.Test;

import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.discovery.EndpointRotation;
import io.github.aspirespring.discovery.EndpointSelections;
import io.github.aspirespring.discovery.ServiceEndpointProvider;
import io.github.aspirespring.discovery.ServiceEndpointResolver;
import io.github.aspirespring.discovery.ServiceTarget;
import io.github.aspirespring.discovery.UnresolvedServiceException;
import io.github.aspirespring.health.Answer;
import io.github.aspirespring.health.Probe;
import io.github.aspirespring.health.Probes;
import io.github.aspirespring.health.support.ConditionalOnDefaultSecurity;
import io.github.aspirespring.health.support.RoutePaths;
import io.github.aspirespring.http.HttpAttempt;
import io.github.aspirespring.resilience.FailedAttempt;
import io.github.aspirespring.resilience.InvalidResilienceException;
import io.github.aspirespring.resilience.RejectedCallException;
import io.github.aspirespring.resilience.ResilienceEvents;
import io.github.aspirespring.resilience.ResiliencePipeline;
import io.github.aspirespring.resilience.ResiliencePipelines;
import io.github.aspirespring.resilience.ResilienceSettings;
import io.github.aspirespring.telemetry.ConditionalOnTelemetry;
import io.github.aspirespring.telemetry.TelemetryDefaults;
import io.github.aspirespring.telemetry.Untraced;
import io.github.aspirespring.telemetry.sql.Database;
import io.github.aspirespring.telemetry.sql.DatabaseSystem;
import io.github.aspirespring.telemetry.sql.SqlStatement;
import io.github.aspirespring.telemetry.sql.StartUpStatements;
import io.github.aspirespring.telemetry.tracing.SpanAttributes;
import io.github.aspirespring.telemetry.tracing.TracingProperties;
import io.github.aspirespring.telemetry.tracing.UntracedRequests;
import io.github.aspirespring.test.AutoConfigurationRules;

import static org.assertj.core.api.Assertions.assertThatCode;

class ServiceDefaultsRulesTests {

	@Test
	void areKept() {
		assertThatCode(() -> AutoConfigurationRules.check(AspireServiceDiscoveryAutoConfiguration.class,
				EndpointRotation.class, EndpointSelections.class, ServiceEndpointProvider.class,
				ServiceEndpointResolver.class, ServiceTarget.class, UnresolvedServiceException.class, Answer.class,
				Probe.class, Probes.class, ConditionalOnDefaultSecurity.class, RoutePaths.class, HttpAttempt.class,
				FailedAttempt.class, InvalidResilienceException.class, RejectedCallException.class,
				ResilienceEvents.class, ResiliencePipeline.class, ResiliencePipelines.class, ResilienceSettings.class,
				ConditionalOnTelemetry.class, TelemetryDefaults.class, Untraced.class, Database.class,
				DatabaseSystem.class, SqlStatement.class, StartUpStatements.class, SpanAttributes.class,
				TracingProperties.class, UntracedRequests.class))
			.doesNotThrowAnyException();
	}

}
