// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.process;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.OtlpMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientObservationAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.http.AspireHttpClientAutoConfiguration;
import io.github.aspirespring.resilience.AspireResilienceAutoConfiguration;
import io.github.aspirespring.telemetry.AspireJavaAgentAutoConfiguration;
import io.github.aspirespring.telemetry.AspireTelemetryAutoConfiguration;
import io.github.aspirespring.telemetry.logging.AspireLoggingAutoConfiguration;
import io.github.aspirespring.telemetry.metrics.AspireMetricsAutoConfiguration;
import io.github.aspirespring.telemetry.otlp.AspireOtlpAutoConfiguration;
import io.github.aspirespring.telemetry.tracing.AspireTracingAutoConfiguration;

/**
 * A service that asks another service and Redis when it is asked.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ AspireAutoConfiguration.class, AspireHttpClientAutoConfiguration.class,
		AspireJavaAgentAutoConfiguration.class, AspireLoggingAutoConfiguration.class,
		AspireMetricsAutoConfiguration.class, AspireOtlpAutoConfiguration.class,
		AspireResilienceAutoConfiguration.class, AspireServiceDiscoveryAutoConfiguration.class,
		AspireTelemetryAutoConfiguration.class, AspireTracingAutoConfiguration.class,
		CompositeMeterRegistryAutoConfiguration.class, DataRedisAutoConfiguration.class,
		DispatcherServletAutoConfiguration.class, HttpClientAutoConfiguration.class,
		ImperativeHttpClientAutoConfiguration.class, JvmMetricsAutoConfiguration.class,
		LettuceObservationAutoConfiguration.class, MetricsAutoConfiguration.class,
		MicrometerTracingAutoConfiguration.class, NoopTracerAutoConfiguration.class, ObservationAutoConfiguration.class,
		OpenTelemetryLoggingAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
		OpenTelemetryTracingAutoConfiguration.class, OtlpLoggingAutoConfiguration.class,
		OtlpMetricsExportAutoConfiguration.class, OtlpTracingAutoConfiguration.class, RestClientAutoConfiguration.class,
		RestClientObservationAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class,
		TomcatServletWebServerAutoConfiguration.class, WebMvcAutoConfiguration.class,
		WebMvcObservationAutoConfiguration.class })
public class ShopService {

	private static final Logger logger = LoggerFactory.getLogger(ShopService.class);

	/**
	 * Starts the service.
	 */
	public static void main(String[] args) {
		SpringApplication.run(ShopService.class, args);
	}

	/**
	 * What the service is asked for.
	 */
	@RestController
	static class Orders {

		private final RestClient client;

		private final StringRedisTemplate redis;

		Orders(RestClient.Builder client, StringRedisTemplate redis) {
			this.client = client.build();
			this.redis = redis;
		}

		@GetMapping("/orders/{id}")
		String order(@PathVariable int id, @RequestParam String warehouse) {
			this.redis.opsForValue().set("order", String.valueOf(id));
			this.client.get().uri(warehouse).retrieve().toBodilessEntity();
			logger.info("Order {}", id);
			return "ok";
		}

	}

}
