// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.dns;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import io.github.aspirespring.environment.services.ServiceReference;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests {@link QueryName}.
 */
class QueryNameTests {

	@ParameterizedTest
	@CsvSource(textBlock = """
			http://basket,            _default._tcp.basket.ns
			https+http://_api.basket, _api._tcp.basket.ns
			basket,                   _default._tcp.basket.ns
			http://Basket.Shop:8080/, _default._tcp.basket.shop.ns
			""")
	void appendsTheSuffix(String query, String expected) {
		assertThat(name("query-suffix", "ns", query)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			{service}.service.consul,       basket.service.consul
			_{service}._tcp.service.consul, _basket._tcp.service.consul
			{endpoint}.{service}.example,   api.basket.example
			""")
	void fillsTheTemplateOfTheApplication(String template, String expected) {
		assertThat(name("domain-name", template, "http://_api.basket")).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			{service},              true
			a.{endpoint}.{service}, true
			basket.example,         false
			{endpoint}.example,     false
			{service}.{namespace},  false
			{service}.{,            false
			}{service},             false
			""")
	void needsTheServiceAndNoOtherPlaceholder(String template, boolean valid) {
		assertThat(QueryName.isTemplate(template)).isEqualTo(valid);
	}

	@Test
	void prefersTheSuffixOfTheApplicationToThatOfThePod() {
		assertThat(name("query-suffix", ".ns", "http://basket")).isEqualTo("_default._tcp.basket.ns");
		assertThat(name("query-suffix", " ", "http://basket")).isEqualTo("_default._tcp.basket.pod");
	}

	@Test
	void doesNotExistWithoutSuffix() {
		assertThat(QueryName.of(properties("timeout", "1s"), () -> null)).isNull();
	}

	private static @Nullable String name(String property, String value, String query) {
		QueryName name = QueryName.of(properties(property, value), () -> "pod");
		return (name != null) ? name.of(ServiceReference.parse(query)) : null;
	}

	private static DnsSrvProperties properties(String name, String value) {
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		source.put(DnsSrvProperties.PREFIX + name, value);
		return new Binder(source).bindOrCreate("aspire.service-discovery.dns-srv", DnsSrvProperties.class);
	}

}
