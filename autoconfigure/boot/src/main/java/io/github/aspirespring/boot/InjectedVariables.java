// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.SystemEnvironmentOrigin;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.EnumerablePropertySource;

import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.MalformedConnectionException;
import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.environment.VariableName;

/**
 * What Spring's environment holds for {@link AspireEnvironment}, and where each value
 * stands. Variables are taken by their raw names, because relaxed binding would turn
 * {@code ConnectionStrings__Orders_DB} into {@code orders.db}. Properties below
 * {@code aspire.connection-strings} and {@code aspire.services} stand in for what no
 * variable says, and replace what a variable of a lower precedence says.
 */
final class InjectedVariables {

	private static final ConfigurationPropertyName ASPIRE = ConfigurationPropertyName.of("aspire");

	private static final Bindable<Map<String, String>> CONNECTION_STRINGS = Bindable.mapOf(String.class, String.class);

	private static final Bindable<Map<String, Map<String, List<String>>>> SERVICES = Bindable
		.of(ResolvableType.forClassWithGenerics(Map.class, ResolvableType.forClass(String.class),
				ResolvableType.forClassWithGenerics(Map.class, ResolvableType.forClass(String.class),
						ResolvableType.forClassWithGenerics(List.class, String.class))));

	private final Map<String, Value> values = new HashMap<>();

	private final RankedPropertySources sources;

	private InjectedVariables(RankedPropertySources sources) {
		this.sources = sources;
	}

	static InjectedVariables read(RankedPropertySources sources) {
		InjectedVariables variables = new InjectedVariables(sources);
		sources.systemEnvironments().forEach(variables::addVariables);
		sources.configuration()
			.filter((source) -> source.containsDescendantOf(ASPIRE) != ConfigurationPropertyState.ABSENT)
			.forEach(variables::addProperties);
		return variables;
	}

	AspireEnvironment model() {
		Map<String, String> texts = new HashMap<>();
		this.values.forEach((name, value) -> texts.put(name, value.text()));
		return AspireEnvironment.of(texts);
	}

	/**
	 * Returns where a connection stands among the property sources.
	 */
	int rank(Connection connection) {
		return rank(connection.sources());
	}

	/**
	 * Returns where a variable or property was set.
	 */
	@Nullable Origin origin(String source) {
		Value value = this.values.get(source);
		return (value != null) ? value.origin().get() : null;
	}

	private void addVariables(EnumerablePropertySource<?> source) {
		int rank = this.sources.rank(source);
		for (String name : source.getPropertyNames()) {
			Object value = source.getProperty(name);
			if (value != null) {
				this.values.putIfAbsent(name,
						new Value(value.toString(), rank, () -> new SystemEnvironmentOrigin(name)));
			}
		}
	}

	private void addProperties(ConfigurationPropertySource source) {
		Binder binder = this.sources.binder(source);
		AspireEnvironment known = model();
		binder.bind("aspire.connection-strings", CONNECTION_STRINGS)
			.ifBound((strings) -> strings.forEach((name, text) -> {
				Connection other = known.connections().find(name);
				if (yields((other != null) ? other.sources() : List.of(), source)) {
					this.values.keySet()
						.removeIf((variable) -> VariableName.matches(variable, "ConnectionStrings__" + name));
					add("aspire.connection-strings." + name, text, source);
				}
			}));
		binder.bind("aspire.services", SERVICES)
			.ifBound((services) -> services.forEach((service, endpoints) -> endpoints.forEach((endpoint, addresses) -> {
				if (yields(sources(known, service, endpoint), source)) {
					for (int i = 0; i < addresses.size(); i++) {
						String property = "aspire.services." + service + "." + endpoint + "[" + i + "]";
						add(property, addresses.get(i), source);
					}
				}
			})));
	}

	/**
	 * Removes what stands behind the source. Returns whether there is nothing left that
	 * beats the source.
	 */
	private boolean yields(List<String> others, ConfigurationPropertySource source) {
		if (rank(others) <= this.sources.rank(source)) {
			return false;
		}
		this.values.keySet().removeAll(others);
		return true;
	}

	private void add(String property, String text, ConfigurationPropertySource source) {
		this.values.put(property,
				new Value(text, this.sources.rank(source), () -> RankedPropertySources.origin(source, property)));
	}

	private int rank(List<String> names) {
		return names.stream()
			.map(this.values::get)
			.mapToInt((value) -> (value != null) ? value.rank() : Integer.MAX_VALUE)
			.min()
			.orElse(Integer.MAX_VALUE);
	}

	private static List<String> sources(AspireEnvironment environment, String service, String endpoint) {
		try {
			return environment.services().find(service, endpoint).stream().map(ServiceEndpoint::source).toList();
		}
		catch (MalformedConnectionException ex) {
			// Malformed or not, it has been said; whoever uses the endpoint learns why
			return List.of(ex.source());
		}
	}

	private record Value(String text, int rank, Supplier<@Nullable Origin> origin) {

		@Override
		public String toString() {
			return "Value[rank=" + this.rank + "]";
		}

	}

}
