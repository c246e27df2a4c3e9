// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.otlp.OtlpMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.github.aspirespring.telemetry.metrics.AspireMetricsAutoConfiguration;

/**
 * An application that records telemetry 200 times a second until its input ends. It tells
 * how much of the heap is in use whenever it reads a line.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ SslAutoConfiguration.class, ObservationAutoConfiguration.class,
		MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
		OtlpMetricsExportAutoConfiguration.class, OpenTelemetrySdkAutoConfiguration.class,
		OpenTelemetryLoggingAutoConfiguration.class, OtlpLoggingAutoConfiguration.class,
		OpenTelemetryTracingAutoConfiguration.class, OtlpTracingAutoConfiguration.class,
		MicrometerTracingAutoConfiguration.class, AspireOtlpAutoConfiguration.class,
		AspireMetricsAutoConfiguration.class })
public class ProbeApplication {

	private static final AtomicLong failures = new AtomicLong();

	private static final AtomicLong slowest = new AtomicLong();

	public static void main(String[] args) throws Exception {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ProbeApplication.class)
			.web(WebApplicationType.NONE)
			.run(args)) {
			ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();
			Future<?> requests = load.scheduleAtFixedRate(() -> request(context), 0, 5, TimeUnit.MILLISECONDS);
			BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
			while (input.readLine() != null) {
				System.gc();
				Runtime runtime = Runtime.getRuntime();
				System.out.println("heap " + (runtime.totalMemory() - runtime.freeMemory()) / 1024);
			}
			requests.cancel(false);
			load.shutdown();
			load.awaitTermination(10, TimeUnit.SECONDS);
			System.out.println("failures " + failures + " slowest " + Duration.ofNanos(slowest.get()).toMillis());
		}
	}

	private static void request(ConfigurableApplicationContext context) {
		long start = System.nanoTime();
		try {
			Telemetry.record(context);
		}
		catch (RuntimeException ex) {
			failures.incrementAndGet();
			ex.printStackTrace();
		}
		long duration = System.nanoTime() - start;
		slowest.accumulateAndGet(duration, Math::max);
	}

}
