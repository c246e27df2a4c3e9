// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health.servlet;

import java.io.IOException;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.context.request.async.WebAsyncUtils;

import io.github.aspirespring.health.Answer;
import io.github.aspirespring.health.Probe;

/**
 * Answers probes. No thread of the server waits for the answer.
 *
 * @param probe what knows the answer
 */
record ProbeHandler(Probe probe) implements HttpRequestHandler {

	private static final long NO_TIMEOUT = 0;

	@Override
	public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (!"GET".equals(request.getMethod()) && !"HEAD".equals(request.getMethod())) {
			response.setHeader(HttpHeaders.ALLOW, "GET, HEAD");
			response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
			return;
		}
		WebAsyncManager asyncManager = WebAsyncUtils.getAsyncManager(request);
		if (asyncManager.hasConcurrentResult()) {
			Object result = asyncManager.getConcurrentResult();
			asyncManager.clearConcurrentResult();
			write((result instanceof Answer answer) ? answer : Answer.UNAVAILABLE, request, response);
			return;
		}
		CompletableFuture<Answer> answer = this.probe.answer();
		if (answer.isDone() || !request.isAsyncSupported()) {
			write(answer.join(), request, response);
		}
		else {
			defer(answer, asyncManager, request, response);
		}
	}

	private static void defer(CompletableFuture<Answer> answer, WebAsyncManager asyncManager,
			HttpServletRequest request, HttpServletResponse response) {
		// There is an answer in the time that the contributors have, which may be more
		// than the server gives a request
		DeferredResult<Answer> result = new DeferredResult<>(NO_TIMEOUT);
		asyncManager.setAsyncWebRequest(WebAsyncUtils.createAsyncWebRequest(request, response));
		try {
			asyncManager.startDeferredResultProcessing(result);
		}
		catch (Exception ex) {
			throw new IllegalStateException("The answer to a health probe cannot be deferred", ex);
		}
		CompletableFuture<Void> ignored = answer.thenAccept(result::setResult);
	}

	private static void write(Answer answer, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		ResponseEntity<byte[]> entity = answer.toResponse(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
		response.setStatus(entity.getStatusCode().value());
		entity.getHeaders().forEach((name, values) -> values.forEach((value) -> response.setHeader(name, value)));
		byte[] body = entity.getBody();
		if (body != null) {
			response.setContentLength(body.length);
			response.getOutputStream().write(body);
		}
	}

}
