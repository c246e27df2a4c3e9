// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Spring's property sources by rank, so that two values can be compared by where they
 * stand: the lower rank wins.
 */
final class RankedPropertySources {

	/**
	 * The property source with the defaults of the integrations, which loses to all
	 * others and so never counts as something that the application says.
	 */
	static final String DEFAULTS = "aspireDefaults";

	private final Environment environment;

	private final MutablePropertySources sources;

	RankedPropertySources(Environment environment) {
		this.environment = environment;
		this.sources = (environment instanceof ConfigurableEnvironment configurable) ? configurable.getPropertySources()
				: new MutablePropertySources();
	}

	/**
	 * Returns the sources that hold the variables of the process. Tests bring their own,
	 * which is recognised by the end of its name.
	 */
	List<EnumerablePropertySource<?>> systemEnvironments() {
		List<EnumerablePropertySource<?>> environments = new ArrayList<>();
		for (PropertySource<?> source : this.sources) {
			if (source instanceof EnumerablePropertySource<?> variables
					&& source.getName().endsWith(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME)) {
				environments.add(variables);
			}
		}
		return environments;
	}

	/**
	 * Returns the rank of the variables of the process.
	 */
	int systemEnvironmentRank() {
		return systemEnvironments().stream().mapToInt(this.sources::precedenceOf).min().orElse(Integer.MAX_VALUE);
	}

	/**
	 * Returns the sources that the application and its user fill, in their order.
	 */
	Stream<ConfigurationPropertySource> configuration() {
		return StreamSupport.stream(ConfigurationPropertySources.from(this.sources).spliterator(), false)
			.filter((source) -> !isDefaults(source));
	}

	/**
	 * Finds the first source that sets a property or one below it.
	 */
	@Nullable Explicit find(String property) {
		ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
		return configuration().map((source) -> explicit(source, name))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	int rank(PropertySource<?> source) {
		return this.sources.precedenceOf(source);
	}

	int rank(ConfigurationPropertySource source) {
		return (source.getUnderlyingSource() instanceof PropertySource<?> underlying) ? rank(underlying)
				: Integer.MAX_VALUE;
	}

	/**
	 * Returns a binder that sees what the application and its user say, then defaults.
	 */
	Binder binder(Map<String, Object> defaults) {
		return new Binder(
				Stream.concat(configuration(), Stream.of(new MapConfigurationPropertySource(defaults))).toList(),
				new PropertySourcesPlaceholdersResolver(this.sources));
	}

	/**
	 * Returns a binder that sees one source only but resolves placeholders from all.
	 */
	Binder binder(ConfigurationPropertySource source) {
		return new Binder(List.of(source), new PropertySourcesPlaceholdersResolver(this.sources));
	}

	/**
	 * Returns where a property of a source was set.
	 */
	static @Nullable Origin origin(ConfigurationPropertySource source, String property) {
		return (source.getUnderlyingSource() instanceof PropertySource<?> underlying)
				? PropertySourceOrigin.get(underlying, property) : null;
	}

	private @Nullable Explicit explicit(ConfigurationPropertySource source, ConfigurationPropertyName name) {
		ConfigurationProperty property = source.getConfigurationProperty(name);
		if (property != null) {
			String value = this.environment.resolvePlaceholders(String.valueOf(property.getValue()));
			return new Explicit(name.toString(), value, rank(source), Origin.from(property));
		}
		return (source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT)
				? new Explicit(name.toString(), null, rank(source), origin(source, name.toString())) : null;
	}

	private static boolean isDefaults(ConfigurationPropertySource source) {
		return source.getUnderlyingSource() instanceof PropertySource<?> underlying
				&& DEFAULTS.equals(underlying.getName());
	}

	/**
	 * A property that the application or its user sets.
	 *
	 * @param name the canonical name
	 * @param value the value, or {@code null} if only properties below it are set
	 * @param rank where it stands
	 * @param origin where it was set, or {@code null} if that is unknown
	 */
	record Explicit(String name, @Nullable String value, int rank, @Nullable Origin origin) {

		boolean outranks(int other) {
			return this.rank < other;
		}

		/**
		 * Returns name and origin, for the value may be a secret.
		 */
		@Override
		public String toString() {
			return (this.origin != null) ? this.name + " (" + this.origin + ")" : this.name;
		}

	}

}
