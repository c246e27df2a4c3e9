// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health.servlet;

import io.micrometer.observation.Observation;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.servlet.DispatcherServlet;

import io.github.aspirespring.health.AspireHealthAutoConfiguration;
import io.github.aspirespring.health.Probes;
import io.github.aspirespring.telemetry.tracing.UntracedRequests;

/**
 * Auto-configuration for the health endpoints in applications of Spring MVC.
 */
@AutoConfiguration(after = AspireHealthAutoConfiguration.class,
		afterName = "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration")
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean({ Probes.class, DispatcherServlet.class })
public final class AspireServletHealthAutoConfiguration {

	@Bean
	ProbeHandlerMapping aspireHealthHandlerMapping(Probes probes) {
		return new ProbeHandlerMapping(probes);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Observation.class, ServerRequestObservationContext.class })
	static class TracingConfiguration {

		// Observations begin with the first requests, and mappings are made by then
		@Bean
		UntracedRequests aspireHealthUntracedRequests(ObjectProvider<ProbeHandlerMapping> probes) {
			return (context) -> context instanceof ServerRequestObservationContext server && server.getCarrier() != null
					&& probes.getObject().serves(server.getCarrier());
		}

	}

}
