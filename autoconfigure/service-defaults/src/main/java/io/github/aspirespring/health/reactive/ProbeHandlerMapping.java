// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health.reactive;

import java.util.Set;

import reactor.core.publisher.Mono;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.server.ServerWebExchange;

import io.github.aspirespring.health.Probes;

/**
 * Maps the paths of the health endpoints, before anything of the application that would
 * match all paths, but not where the application has such a path for its own.
 */
final class ProbeHandlerMapping extends SimpleUrlHandlerMapping {

	// Before Spring Boot's endpoints, which have -100
	private static final int ORDER = -200;

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
	public Mono<Object> getHandlerInternal(ServerWebExchange exchange) {
		return serves(exchange) ? super.getHandlerInternal(exchange) : Mono.empty();
	}

	/**
	 * Tells whether a request is a probe that is answered here: not by a handler of the
	 * application, nor by the server for management, which asks the handler mappings of
	 * the application as well as its own.
	 */
	boolean serves(ServerWebExchange exchange) {
		return exchange.getApplicationContext() == getApplicationContext() && serves(exchange.getRequest());
	}

	/**
	 * Tells whether a request is a probe that is answered here, if it is not one for the
	 * server for management.
	 */
	boolean serves(ServerHttpRequest request) {
		return this.paths.obtain().contains(request.getPath().pathWithinApplication().value());
	}

}
