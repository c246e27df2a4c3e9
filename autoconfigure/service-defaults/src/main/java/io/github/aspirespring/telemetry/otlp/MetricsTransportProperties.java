// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties for sending metrics.
 *
 * @param transport How metrics are sent to the OTLP endpoint, as
 * OTEL_EXPORTER_OTLP_METRICS_PROTOCOL or OTEL_EXPORTER_OTLP_PROTOCOL says unless set.
 */
@ConfigurationProperties("aspire.telemetry.metrics")
record MetricsTransportProperties(@DefaultValue("http") Transport transport) {

	/**
	 * The transports of OTLP.
	 */
	enum Transport {

		/**
		 * Calls of gRPC.
		 */
		GRPC,

		/**
		 * HTTP requests with binary protobuf.
		 */
		HTTP,

		/**
		 * HTTP requests with JSON, which Spring Boot's exporters cannot write: those with
		 * binary protobuf take their place, for an endpoint that takes one takes both.
		 */
		HTTP_JSON

	}

}
