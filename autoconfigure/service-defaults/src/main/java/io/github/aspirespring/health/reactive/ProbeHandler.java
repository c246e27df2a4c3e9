// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health.reactive;

import java.util.List;

import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;

import io.github.aspirespring.health.Answer;
import io.github.aspirespring.health.Probe;

/**
 * Answers probes.
 *
 * @param probe what knows the answer
 */
record ProbeHandler(Probe probe) implements WebHandler {

	@Override
	public Mono<Void> handle(ServerWebExchange exchange) {
		HttpMethod method = exchange.getRequest().getMethod();
		if (!HttpMethod.GET.equals(method) && !HttpMethod.HEAD.equals(method)) {
			exchange.getResponse().setStatusCode(HttpStatus.METHOD_NOT_ALLOWED);
			exchange.getResponse().getHeaders().set(HttpHeaders.ALLOW, "GET, HEAD");
			return exchange.getResponse().setComplete();
		}
		return Mono.fromFuture(this.probe::answer).flatMap((answer) -> write(answer, exchange));
	}

	private static Mono<Void> write(Answer answer, ServerWebExchange exchange) {
		List<String> accept = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.ACCEPT);
		ResponseEntity<byte[]> entity = answer.toResponse(accept);
		ServerHttpResponse response = exchange.getResponse();
		response.setStatusCode(entity.getStatusCode());
		response.getHeaders().putAll(entity.getHeaders());
		byte[] body = entity.getBody();
		if (body == null) {
			return response.setComplete();
		}
		response.getHeaders().setContentLength(body.length);
		return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
	}

}
