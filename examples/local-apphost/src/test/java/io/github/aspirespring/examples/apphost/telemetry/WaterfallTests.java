// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.telemetry;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.aspirespring.examples.apphost.telemetry.Span.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Waterfall}.
 */
class WaterfallTests {

	private static final Map<String, String> CACHE = Map.of("server.address", "127.0.0.1", "server.port", "6379");

	@Test
	void spansAreWithinTheirParentsAndWhereTheyAreInTime() {
		assertThat(Waterfall.of(List.of(span("c", "b", "worker", "receive", Kind.CONSUMER, 80, 100, Map.of()),
				span("b", "a", "catalog", "GET", Kind.CLIENT, 10, 30, CACHE),
				span("a", "", "catalog", "POST /orders", Kind.SERVER, 0, 60, CACHE))))
			.containsExactly("  SERVICE  SPAN             DURATION  ADDRESS",
					"  catalog  POST /orders      60.0 ms                  |========================                |",
					"  catalog    GET             20.0 ms  localhost:6379  |    ========                            |",
					"  worker       receive       20.0 ms                  |                                ========|");
	}

	@Test
	void spanWhoseParentHasNotArrivedIsShown() {
		assertThat(Waterfall.of(List.of(span("b", "a", "catalog", "GET", Kind.CLIENT, 10, 30, CACHE)))).last()
			.asString()
			.contains("GET", "localhost:6379");
	}

	@Test
	void shortestSpanIsSeen() {
		assertThat(Waterfall.of(List.of(span("a", "", "catalog", "POST", Kind.SERVER, 0, 60, Map.of()),
				span("b", "a", "catalog", "GET", Kind.INTERNAL, 60, 60, Map.of()))))
			.last()
			.asString()
			.endsWith("|                                       =|");
	}

	@Test
	void nothingIsDrawnAsNothing() {
		assertThat(Waterfall.of(List.of())).hasSize(1);
	}

	@Test
	void nameOfTheOtherSideHidesItsAddress() {
		assertThat(span("a", "", "catalog", "GET", Kind.CLIENT, 0, 1,
				Map.of("peer.service", "Redis", "server.address", "localhost"))
			.peer()).isEqualTo("Redis");
		assertThat(span("a", "", "catalog", "GET", Kind.CLIENT, 0, 1, Map.of("server.address", "redis.example")).peer())
			.isEqualTo("redis.example");
	}

	private static Span span(String id, String parentId, String service, String name, Kind kind, long startMillis,
			long endMillis, Map<String, String> attributes) {
		return new Span("trace", id, parentId, service, name, kind, startMillis * 1_000_000, endMillis * 1_000_000,
				attributes);
	}

}
