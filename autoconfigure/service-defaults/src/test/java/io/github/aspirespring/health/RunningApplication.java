// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.aspirespring.test.AppHostVariables;

/**
 * An application with a server of its own, Tomcat or Reactor Netty.
 */
record RunningApplication(ConfigurableApplicationContext context) implements AutoCloseable {

	// Where Tomcat is for Spring MVC, and Reactor Netty for WebFlux
	private static final String TOMCAT_FOR_WEBFLUX = "org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration,"
			+ "org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration";

	// Reactor Netty 1.3.6 may keep a request waiting that comes while it ends the one
	// before: https://github.com/reactor/reactor-netty/issues/4361
	private static final String CONNECTION_FOR_EACH_REQUEST = "server.netty.max-keep-alive-requests=1";

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	static RunningApplication start(WebApplicationType type, Class<?> application, String... properties) {
		return start(type, application, AppHostVariables.none(), properties);
	}

	static RunningApplication start(WebApplicationType type, Class<?> application, AppHostVariables variables,
			String... properties) {
		return new RunningApplication(new SpringApplicationBuilder(application).web(type)
			.initializers(variables)
			.properties("server.port=0", "management.health.defaults.enabled=false",
					"management.otlp.metrics.export.enabled=false", "logging.level.root=warn",
					"spring.autoconfigure.exclude=" + TOMCAT_FOR_WEBFLUX, CONNECTION_FOR_EACH_REQUEST)
			.run(arguments(properties)));
	}

	private static String[] arguments(String... properties) {
		String[] arguments = new String[properties.length];
		for (int i = 0; i < properties.length; i++) {
			arguments[i] = "--" + properties[i];
		}
		return arguments;
	}

	HttpResponse<String> get(String path, String... headers) {
		return send(request(path, headers));
	}

	HttpResponse<String> send(String method, String path) {
		return send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
	}

	HttpResponse<String> getFromManagement(String path) {
		return send(builder("local.management.port", path));
	}

	CompletableFuture<HttpResponse<String>> getAsync(String path) {
		return CLIENT.sendAsync(request(path).build(), HttpResponse.BodyHandlers.ofString());
	}

	private HttpRequest.Builder request(String path, String... headers) {
		HttpRequest.Builder request = builder("local.server.port", path);
		return (headers.length > 0) ? request.headers(headers) : request;
	}

	private HttpRequest.Builder builder(String port, String path) {
		return HttpRequest
			.newBuilder(URI.create("http://localhost:" + this.context.getEnvironment().getProperty(port) + path))
			.timeout(Duration.ofSeconds(30));
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

}
