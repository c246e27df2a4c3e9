// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.otlp;

import java.util.List;
import java.util.Map;

import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;

/**
 * A metric that has been received, with the points of it that have not been rejected.
 *
 * @param resource who sent it
 * @param scope what recorded it
 * @param metric the metric
 */
public record ReceivedMetric(Resource resource, InstrumentationScope scope, Metric metric) {

	/**
	 * Returns the name of the service.
	 * @return the {@code service.name} of the resource
	 */
	public String service() {
		return Attributes.service(this.resource);
	}

	/**
	 * Returns the name of the metric.
	 * @return the name
	 */
	public String name() {
		return this.metric.getName();
	}

	/**
	 * Returns the attributes of the resource.
	 * @return texts by name
	 */
	public Map<String, String> resourceAttributes() {
		return Attributes.of(this.resource.getAttributesList());
	}

	/**
	 * Returns the attributes of a point.
	 * @param attributes the attributes as they were sent
	 * @return texts by name
	 */
	public static Map<String, String> attributes(List<KeyValue> attributes) {
		return Attributes.of(attributes);
	}

}
