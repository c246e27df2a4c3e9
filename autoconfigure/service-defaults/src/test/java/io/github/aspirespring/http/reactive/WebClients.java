// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http.reactive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.web.reactive.function.client.WebClient;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.http.TestServer;
import io.github.aspirespring.resilience.AspireResilienceAutoConfiguration;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

/**
 * Applications with {@link WebClient}, as Spring Boot configures it.
 */
final class WebClients {

	/**
	 * How long a test waits for anything.
	 */
	static final Duration PATIENCE = Duration.ofSeconds(10);

	static final AspireContextRunner RUNNER = new AspireContextRunner()
		.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class,
				AspireServiceDiscoveryAutoConfiguration.class, AspireResilienceAutoConfiguration.class,
				AspireWebClientAutoConfiguration.class, HttpClientAutoConfiguration.class,
				ReactiveHttpClientAutoConfiguration.class, WebClientAutoConfiguration.class))
		.withPropertyValues("spring.http.clients.reactive.connector=reactor");

	private WebClients() {
	}

	/**
	 * Returns an application whose AppHost references {@code catalog} at some addresses,
	 * and which does not wait long between attempts.
	 */
	static AspireContextRunner catalogAt(String... urls) {
		AppHostVariables variables = AppHostVariables.none();
		for (int i = 0; i < urls.length; i++) {
			variables = variables.variable("services__catalog__http__" + i, urls[i]);
		}
		return RUNNER.withVariables(variables).withPropertyValues("aspire.http-client.resilience.retry.delay=10ms");
	}

	static WebClient webClient(ApplicationContext context) {
		return context.getBean(WebClient.Builder.class).baseUrl("https+http://catalog").build();
	}

	/**
	 * Gets the root of the service.
	 */
	static String get(ApplicationContext context) {
		return get(webClient(context));
	}

	static String get(WebClient client) {
		String body = client.get().uri("/").retrieve().bodyToMono(String.class).defaultIfEmpty("").block(PATIENCE);
		return (body != null) ? body : "";
	}

	static void write(OutputStream out, String text) throws IOException {
		out.write(text.getBytes(StandardCharsets.ISO_8859_1));
		out.flush();
	}

	/**
	 * Writes a text byte by byte, ten a second.
	 */
	static void dribble(OutputStream out, String text) throws IOException, InterruptedException {
		for (int i = 0; i < text.length(); i++) {
			write(out, text.substring(i, i + 1));
			Thread.sleep(100);
		}
	}

	static TestServer answering(int status, String body) {
		return TestServer.start((request, out) -> TestServer.answer(out, status, body));
	}

}
