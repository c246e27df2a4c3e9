// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.otlp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;

/**
 * Attributes as the dashboard sees them: as text, and the last one of a name wins.
 */
final class Attributes {

	private Attributes() {
	}

	static Map<String, String> of(List<KeyValue> attributes) {
		Map<String, String> values = new LinkedHashMap<>();
		for (KeyValue attribute : attributes) {
			values.put(attribute.getKey(), text(attribute.getValue()));
		}
		return Collections.unmodifiableMap(values);
	}

	static String service(Resource resource) {
		return of(resource.getAttributesList()).getOrDefault("service.name", "unknown_service");
	}

	static String text(AnyValue value) {
		return switch (value.getValueCase()) {
			case STRING_VALUE -> value.getStringValue();
			case BOOL_VALUE -> String.valueOf(value.getBoolValue());
			case INT_VALUE -> String.valueOf(value.getIntValue());
			case DOUBLE_VALUE -> String.valueOf(value.getDoubleValue());
			case ARRAY_VALUE ->
				value.getArrayValue().getValuesList().stream().map(Attributes::text).toList().toString();
			case KVLIST_VALUE -> of(value.getKvlistValue().getValuesList()).toString();
			default -> value.toString();
		};
	}

}
