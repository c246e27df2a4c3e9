// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health.reactive;

import java.util.stream.Stream;

import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import org.springframework.web.reactive.handler.AbstractUrlHandlerMapping;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Finds the patterns of paths that the application handles itself: by controllers and
 * endpoints, handlers with a path, and functional endpoints.
 */
final class MappedPaths {

	private MappedPaths() {
	}

	static Stream<String> of(HandlerMapping mapping) {
		if (mapping instanceof RequestMappingInfoHandlerMapping methods) {
			return methods.getHandlerMethods()
				.keySet()
				.stream()
				.flatMap((info) -> info.getPatternsCondition().getPatterns().stream())
				.map(PathPattern::getPatternString);
		}
		if (mapping instanceof AbstractUrlHandlerMapping urls) {
			return urls.getHandlerMap().keySet().stream().map(PathPattern::getPatternString);
		}
		if (mapping instanceof RouterFunctionMapping routes) {
			RouterFunction<?> routerFunction = routes.getRouterFunction();
			return (routerFunction != null) ? RouteVisitor.patterns(routerFunction) : Stream.empty();
		}
		return Stream.empty();
	}

}
