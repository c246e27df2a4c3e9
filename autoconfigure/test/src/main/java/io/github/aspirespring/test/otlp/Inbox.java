// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.otlp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;

/**
 * What has been received and what has been rejected of it. Every method holds the lock.
 */
final class Inbox {

	private final Deque<ReceivedSpan> spans = new ArrayDeque<>();

	private final Deque<ReceivedMetric> metrics = new ArrayDeque<>();

	private final Deque<ReceivedLog> logs = new ArrayDeque<>();

	private final Deque<Rejection> rejections = new ArrayDeque<>();

	private final int capacity;

	private final DashboardRules rules;

	Inbox(int capacity) {
		this.capacity = capacity;
		this.rules = new DashboardRules(capacity);
	}

	synchronized ExportTraceServiceResponse add(ExportTraceServiceRequest request) {
		List<Rejection> rejected = new ArrayList<>();
		request.getResourceSpansList()
			.forEach((resource) -> resource.getScopeSpansList()
				.forEach((scope) -> scope.getSpansList()
					.forEach((span) -> add(new ReceivedSpan(resource.getResource(), scope.getScope(), span),
							rejected))));
		report(rejected);
		ExportTraceServiceResponse.Builder answer = ExportTraceServiceResponse.newBuilder();
		if (!rejected.isEmpty()) {
			answer.getPartialSuccessBuilder()
				.setRejectedSpans(rejected.size())
				.setErrorMessage(rejected.get(0).reason());
		}
		return answer.build();
	}

	private void add(ReceivedSpan received, List<Rejection> rejected) {
		Span span = received.span();
		String reason = this.rules.check(span);
		if (reason != null) {
			rejected.add(new Rejection(received.service(), span.getName(), reason));
		}
		else {
			keep(this.spans, received);
		}
	}

	synchronized ExportMetricsServiceResponse add(ExportMetricsServiceRequest request) {
		List<Rejection> rejected = new ArrayList<>();
		request.getResourceMetricsList()
			.forEach((resource) -> resource.getScopeMetricsList()
				.forEach((scope) -> scope.getMetricsList()
					.forEach((metric) -> add(new ReceivedMetric(resource.getResource(), scope.getScope(), metric),
							rejected))));
		report(rejected);
		ExportMetricsServiceResponse.Builder answer = ExportMetricsServiceResponse.newBuilder();
		if (!rejected.isEmpty()) {
			answer.getPartialSuccessBuilder()
				.setRejectedDataPoints(rejected.size())
				.setErrorMessage(rejected.get(0).reason());
		}
		return answer.build();
	}

	private void add(ReceivedMetric received, List<Rejection> rejected) {
		Metric accepted = this.rules.accept(received,
				(reason) -> rejected.add(new Rejection(received.service(), received.name(), reason)));
		if (DashboardRules.points(accepted) > 0) {
			keep(this.metrics, new ReceivedMetric(received.resource(), received.scope(), accepted));
		}
	}

	synchronized ExportLogsServiceResponse add(ExportLogsServiceRequest request) {
		request.getResourceLogsList()
			.forEach((resource) -> resource.getScopeLogsList()
				.forEach((scope) -> scope.getLogRecordsList()
					.forEach((logRecord) -> keep(this.logs,
							new ReceivedLog(resource.getResource(), scope.getScope(), logRecord)))));
		notifyAll();
		return ExportLogsServiceResponse.getDefaultInstance();
	}

	synchronized List<ReceivedSpan> spans() {
		return List.copyOf(this.spans);
	}

	synchronized List<ReceivedMetric> metrics() {
		return List.copyOf(this.metrics);
	}

	synchronized List<ReceivedLog> logs() {
		return List.copyOf(this.logs);
	}

	synchronized List<Rejection> rejections() {
		return List.copyOf(this.rejections);
	}

	synchronized void clear() {
		List.of(this.spans, this.metrics, this.logs, this.rejections).forEach(Deque::clear);
	}

	/**
	 * Has those who wait check what they wait for.
	 */
	synchronized void wake() {
		notifyAll();
	}

	synchronized boolean await(Duration deadline, BooleanSupplier condition) {
		long end = System.nanoTime() + deadline.toNanos();
		while (!condition.getAsBoolean()) {
			long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
			if (left <= 0) {
				return false;
			}
			try {
				wait(left);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return false;
			}
		}
		return true;
	}

	@Override
	public synchronized String toString() {
		return this.spans.size() + " spans, " + this.metrics.size() + " metrics, " + this.logs.size()
				+ " logs, rejected " + this.rejections;
	}

	private void report(List<Rejection> rejected) {
		rejected.forEach((rejection) -> keep(this.rejections, rejection));
		notifyAll();
	}

	private <T> void keep(Deque<T> items, T item) {
		if (items.size() >= this.capacity) {
			items.removeFirst();
		}
		items.addLast(item);
	}

}
