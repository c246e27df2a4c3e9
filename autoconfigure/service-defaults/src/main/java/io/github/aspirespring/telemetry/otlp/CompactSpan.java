// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/**
 * A span that has its attributes at hand and shares its resource with others. Those of
 * Micrometer make both anew whenever they are asked. An exporter asks for the attributes
 * several times, and sends the whole resource with each span that has one of its own.
 */
final class CompactSpan extends DelegatingSpanData {

	private final Resource resource;

	private final Attributes attributes;

	private final int totalAttributeCount;

	private CompactSpan(SpanData span, Resource resource) {
		super(span);
		this.resource = resource;
		this.attributes = span.getAttributes();
		this.totalAttributeCount = span.getTotalAttributeCount();
	}

	/**
	 * Returns spans that are the same, in the same order.
	 */
	static List<SpanData> of(Collection<SpanData> spans) {
		List<SpanData> compact = new ArrayList<>(spans.size());
		Resource last = null;
		for (SpanData span : spans) {
			Resource resource = span.getResource();
			if (resource == span.getResource()) {
				// OpenTelemetry's own, which keeps what it has
				compact.add(span);
			}
			else {
				last = shared(last, resource);
				compact.add(new CompactSpan(span, last));
			}
		}
		return compact;
	}

	// There is one for all of them, unless the application changes that of some
	private static Resource shared(@Nullable Resource last, Resource resource) {
		return (last != null && last.equals(resource)) ? last : resource;
	}

	@Override
	public Resource getResource() {
		return this.resource;
	}

	@Override
	public Attributes getAttributes() {
		return this.attributes;
	}

	@Override
	public int getTotalAttributeCount() {
		return this.totalAttributeCount;
	}

}
