// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.http;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.server.observation.ServerRequestObservationContext;

import io.github.aspirespring.telemetry.tracing.UntracedRequests;

/**
 * Describes the requests that a servlet container answers.
 *
 * @param untraced what is not traced
 * @param servletPath the path of Spring MVC's own servlet, below which its endpoints are,
 * with a slash in front only; empty if it has none
 */
record ServletSpanFilter(UntracedPaths untraced, String servletPath) implements ObservationFilter, UntracedRequests {

	@Override
	public boolean include(Observation.ContextView context) {
		if (!(context instanceof ServerRequestObservationContext server) || server.getCarrier() == null) {
			return false;
		}
		String path = path(server.getCarrier());
		return this.untraced.include(path) || (!this.servletPath.isEmpty() && path.startsWith(this.servletPath)
				&& this.untraced.include(path.substring(this.servletPath.length())));
	}

	@Override
	public Observation.Context map(Observation.Context context) {
		if (context instanceof ServerRequestObservationContext server && server.getCarrier() != null) {
			HttpServletRequest request = server.getCarrier();
			HttpServletResponse response = server.getResponse();
			new ServerSpan(request.getScheme(), request.getRequestURI(), request.getServerName(),
					request.getServerPort(), server.getPathPattern())
				.describe(new HttpSpan(context, request.getMethod(), (response != null) ? response.getStatus() : null));
		}
		return context;
	}

	private static String path(HttpServletRequest request) {
		String path = request.getRequestURI();
		String contextPath = request.getContextPath();
		return (contextPath != null && path.startsWith(contextPath)) ? path.substring(contextPath.length()) : path;
	}

}
