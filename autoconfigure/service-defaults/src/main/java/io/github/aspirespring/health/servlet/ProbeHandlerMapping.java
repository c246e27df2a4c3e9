// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health.servlet;

import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.RequestPath;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

import io.github.aspirespring.health.Probes;

/**
 * Maps the paths of the health endpoints, before anything of the application that would
 * match all paths, but not where the application has such a path for its own.
 */
final class ProbeHandlerMapping extends SimpleUrlHandlerMapping {

	// Before Spring Boot's endpoints, which have -100
	private static final int ORDER = -200;

	// "dispatcherServlet", as Spring Boot calls it
	private static final String SERVLET = "dispatcherServlet";

	private final SingletonSupplier<Set<String>> paths;

	ProbeHandlerMapping(Probes probes) {
		super(probes.handlers(ProbeHandler::new), ORDER);
		this.paths = SingletonSupplier
			.of(() -> probes.pathsBeside(obtainApplicationContext().getBeanProvider(HandlerMapping.class)
				.stream()
				.filter((mapping) -> mapping != this)
				.flatMap(MappedPaths::of)));
	}

	@Override
	protected @Nullable Object lookupHandler(RequestPath path, String lookupPath, HttpServletRequest request)
			throws Exception {
		return this.paths.obtain().contains(lookupPath) ? super.lookupHandler(path, lookupPath, request) : null;
	}

	/**
	 * Tells whether a request is a probe that is answered here: not by a servlet of the
	 * application, a handler of its own, or the server for management.
	 */
	boolean serves(HttpServletRequest request) {
		if (request.getServletContext() != getServletContext()
				|| !SERVLET.equals(request.getHttpServletMapping().getServletName())) {
			return false;
		}
		String servletPath = request.getServletPath();
		String prefix = request.getContextPath() + ((request.getPathInfo() != null) ? servletPath : "");
		String uri = request.getRequestURI();
		return uri.startsWith(prefix) && this.paths.obtain().contains(uri.substring(prefix.length()));
	}

}
