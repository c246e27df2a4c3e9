// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health.servlet;

import java.util.stream.Stream;

import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Finds the patterns of paths that the application handles itself: by controllers and
 * endpoints, handlers with a path for their name, and functional endpoints.
 */
final class MappedPaths {

	private MappedPaths() {
	}

	static Stream<String> of(HandlerMapping mapping) {
		if (mapping instanceof RequestMappingInfoHandlerMapping methods) {
			return methods.getHandlerMethods().keySet().stream().flatMap((info) -> info.getPatternValues().stream());
		}
		if (mapping instanceof AbstractUrlHandlerMapping urls) {
			return urls.getHandlerMap().keySet().stream();
		}
		if (mapping instanceof RouterFunctionMapping routes) {
			RouterFunction<?> routerFunction = routes.getRouterFunction();
			return (routerFunction != null) ? RouteVisitor.patterns(routerFunction) : Stream.empty();
		}
		return Stream.empty();
	}

}
