// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.tracing;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration;
import org.springframework.boot.reactor.autoconfigure.ReactorAutoConfiguration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ContextPropagationTests {

	private final Traces traces = new Traces();

	private final AspireContextRunner runner = this.traces.in(new AspireContextRunner())
		.withConfiguration(
				AutoConfigurations.of(TaskExecutionAutoConfiguration.class, TaskSchedulingAutoConfiguration.class,
						ScheduledTasksObservationAutoConfiguration.class, ReactorAutoConfiguration.class))
		.withVariables(AppHostVariables.none());

	@AfterEach
	void disablePropagation() {
		Hooks.disableAutomaticContextPropagation();
	}

	@Test
	void keepsTheTraceInTasksOfExecutors() {
		this.runner.run((context) -> {
			Tracer tracer = context.getBean(Tracer.class);
			Future<String> task = Observation.createNotStarted("request", context.getBean(ObservationRegistry.class))
				.observe(() -> context.getBean(AsyncTaskExecutor.class).submit(() -> traceId(tracer)));
			assertThat(task.get(10, TimeUnit.SECONDS)).isEqualTo(span("request").getTraceId());
		});
	}

	@Test
	void keepsTheTraceInAsynchronousMethods() {
		this.runner.withUserConfiguration(AsyncConfiguration.class).withBean(Mailer.class).run((context) -> {
			CompletableFuture<String> mail = Observation
				.createNotStarted("request", context.getBean(ObservationRegistry.class))
				.observe(() -> context.getBean(Mailer.class).send());
			assertThat(mail.get(10, TimeUnit.SECONDS)).isEqualTo(span("request").getTraceId());
		});
	}

	@Test
	void keepsTheTraceInReactiveStreams() {
		this.runner.run((context) -> {
			Tracer tracer = context.getBean(Tracer.class);
			String trace = Observation.createNotStarted("request", context.getBean(ObservationRegistry.class))
				.observe(() -> Mono.delay(Duration.ofMillis(10))
					.map((tick) -> traceId(tracer))
					.block(Duration.ofSeconds(10)));
			assertThat(trace).isEqualTo(span("request").getTraceId());
		});
	}

	@Test
	void tracesScheduledMethods() {
		this.runner.withUserConfiguration(SchedulingConfiguration.class).withBean(Cleaner.class).run((context) -> {
			SpanData span = await().atMost(Duration.ofSeconds(10))
				.until(() -> this.traces.finished().stream().findFirst().orElse(null), (first) -> first != null);
			assertThat(span.getName()).isEqualTo("task cleaner.clean");
			assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(Traces.attributes(span)).containsEntry("code.function", "clean")
				.containsEntry("code.namespace", Cleaner.class.getCanonicalName());
		});
	}

	@Test
	void leavesItToTheApplication() {
		this.runner
			.withApplicationProperties("spring.task.execution.propagate-context=false",
					"spring.reactor.context-propagation=limited")
			.run((context) -> {
				Tracer tracer = context.getBean(Tracer.class);
				String trace = Observation.createNotStarted("request", context.getBean(ObservationRegistry.class))
					.observe(() -> Mono.delay(Duration.ofMillis(10))
						.map((tick) -> traceId(tracer))
						.block(Duration.ofSeconds(10)));
				assertThat(trace).isEqualTo("none");
			});
	}

	private SpanData span(String name) {
		return this.traces.finished().stream().filter((span) -> span.getName().equals(name)).findFirst().orElseThrow();
	}

	private static String traceId(Tracer tracer) {
		@Nullable Span span = tracer.currentSpan();
		return (span != null) ? span.context().traceId() : "none";
	}

	@EnableAsync
	static class AsyncConfiguration {

	}

	@EnableScheduling
	static class SchedulingConfiguration {

	}

	static class Mailer {

		private final Tracer tracer;

		Mailer(Tracer tracer) {
			this.tracer = tracer;
		}

		@Async
		CompletableFuture<String> send() {
			return CompletableFuture.completedFuture(traceId(this.tracer));
		}

	}

	static class Cleaner {

		@Scheduled(fixedDelay = 100_000)
		void clean() {
			throw new IllegalStateException("nothing to clean");
		}

	}

}
