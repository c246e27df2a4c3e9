// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.messaging;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;

import org.springframework.kafka.support.micrometer.KafkaRecordReceiverContext;
import org.springframework.kafka.support.micrometer.KafkaRecordSenderContext;

/**
 * Adds to the spans of records what Spring for Apache Kafka does not say, or says in
 * other words than OpenTelemetry.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/messaging/kafka/">Semantic
 * conventions for Kafka</a>
 */
final class KafkaAttributes implements ObservationFilter {

	private final KafkaServers servers;

	KafkaAttributes(KafkaServers servers) {
		this.servers = servers;
	}

	@Override
	public Observation.Context map(Observation.Context context) {
		MessageSpan span = new MessageSpan(context);
		if (context instanceof KafkaRecordSenderContext sender) {
			span.add("messaging.system", "kafka")
				.operation("publish", "send")
				.add("messaging.destination.name", sender.getDestination())
				.server(this.servers.ofTemplate(sender.getBeanName()));
		}
		else if (context instanceof KafkaRecordReceiverContext receiver) {
			span.add("messaging.system", "kafka")
				.operation("process", "process")
				.add("messaging.destination.name", receiver.getSource())
				.add("messaging.destination.partition.id", receiver.getPartition())
				.add("messaging.kafka.offset", receiver.getOffset())
				.add("messaging.consumer.group.name", receiver.getGroupId());
		}
		return context;
	}

}
