// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health.servlet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;

import io.github.aspirespring.health.support.RoutePaths;

/**
 * Finds the patterns of paths that functional endpoints are routed by. What a predicate
 * of the application's own looks at cannot be known.
 */
final class RouteVisitor implements RouterFunctions.Visitor, RequestPredicates.Visitor {

	private final RoutePaths routes = new RoutePaths();

	static Stream<String> patterns(RouterFunction<?> routerFunction) {
		RouteVisitor visitor = new RouteVisitor();
		routerFunction.accept(visitor);
		return visitor.routes.patterns();
	}

	private List<String> paths(RequestPredicate predicate) {
		return this.routes.paths(() -> predicate.accept(this));
	}

	@Override
	public void startNested(RequestPredicate predicate) {
		this.routes.startNested(paths(predicate));
	}

	@Override
	public void endNested(RequestPredicate predicate) {
		this.routes.endNested();
	}

	@Override
	public void route(RequestPredicate predicate, HandlerFunction<?> handlerFunction) {
		this.routes.route(paths(predicate));
	}

	@Override
	public void path(String pattern) {
		this.routes.path(pattern);
	}

	@Override
	public void startNegate() {
		this.routes.startNegate();
	}

	@Override
	public void endNegate() {
		this.routes.endNegate();
	}

	@Override
	public void resources(Function<ServerRequest, Optional<Resource>> lookupFunction) {
	}

	@Override
	public void attributes(Map<String, Object> attributes) {
	}

	@Override
	public void unknown(RouterFunction<?> routerFunction) {
	}

	@Override
	public void unknown(RequestPredicate predicate) {
	}

	@Override
	public void method(Set<HttpMethod> methods) {
	}

	@Override
	@Deprecated(since = "7.0", forRemoval = true)
	@SuppressWarnings("removal")
	public void pathExtension(String extension) {
	}

	@Override
	public void header(String name, String value) {
	}

	@Override
	public void param(String name, String value) {
	}

	@Override
	public void version(String version) {
	}

	@Override
	public void startAnd() {
	}

	@Override
	public void and() {
	}

	@Override
	public void endAnd() {
	}

	@Override
	public void startOr() {
	}

	@Override
	public void or() {
	}

	@Override
	public void endOr() {
	}

}
