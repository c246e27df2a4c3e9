// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;

import io.github.aspirespring.environment.ConnectionProperties.Property;

/**
 * The {@code {NAME}_{PROPERTY}} variables, grouped by what stands before their last
 * underscore, since the properties of AppHosts have none. A group belongs to the
 * connection string whose name encodes to it. Of the other groups, those that only a
 * connection can have are connections of their own, and the rest are properties with an
 * underscore if what they start with is the name of a connection string.
 */
final class PropertyGroups {

	// Every key of a resource of Aspire or its Community Toolkit. Only the connection
	// without a name needs them, for every variable could be a property of it
	private static final Set<String> KEYS = Set.of("ACCESSKEY", "ACCOUNTKEY", "AIINFERENCEURI", "APIKEY",
			"APPLICATIONINSIGHTSCONNECTIONSTRING", "AUTHENTICATIONDATABASE", "AUTHENTICATIONMECHANISM",
			"BLOBCONTAINERNAME", "BUCKET", "CONNECTIONSTRING", "CONSUMERGROUPNAME", "CONTAINERNAME", "CORENAME",
			"DATABASE", "DATABASENAME", "DATALAKEFILESYSTEMNAME", "DATASOURCE", "ENDPOINT", "EVENTHUBNAME", "FILERURL",
			"FORMAT", "GRPCHOST", "GRPCPORT", "HOST", "HTTPHOST", "HTTPPORT", "HTTPURI", "JDBCCONNECTIONSTRING", "KEY",
			"MASTERKEY", "MASTERURL", "MODEL", "MODELNAME", "NAMESPACE", "ORGANIZATION", "PASSWORD", "PORT",
			"QUEUENAME", "S3URL", "SECRETKEY", "SUBSCRIPTIONNAME", "TOKEN", "TOPICNAME", "URI", "USERNAME", "VERSION");

	private static final Comparator<Property> BY_PRECEDENCE = Comparator.comparing(Property::source,
			VariableName.PRECEDENCE);

	private static final List<String> LOCATIONS = List.of("CONNECTIONSTRING", "DATASOURCE", "ENDPOINT", "HOST",
			"JDBCCONNECTIONSTRING", "URI");

	private final Map<String, Map<String, Property>> groups = new HashMap<>();

	private final Map<String, SortedSet<String>> aliases = new HashMap<>();

	private final SortedSet<String> unclaimed = new TreeSet<>();

	private final Set<String> known;

	private PropertyGroups(Set<String> known) {
		this.known = known;
	}

	/**
	 * Groups variables.
	 * @param variables all variables but connection strings and endpoints
	 * @param known the keys of the names that connection strings have
	 */
	static PropertyGroups of(Map<String, String> variables, Set<String> known) {
		PropertyGroups groups = new PropertyGroups(known);
		variables.forEach(groups::add);
		List.copyOf(groups.groups.keySet()).forEach(groups::assign);
		return groups;
	}

	/**
	 * Returns the properties with the exact encoding of a name.
	 */
	ConnectionProperties encoded(String name) {
		return new ConnectionProperties(group(prefix(name)));
	}

	/**
	 * Returns the properties with the exact encoding of a name, or else those with an
	 * encoding that has the same portable alias.
	 */
	ConnectionProperties aliased(String name) {
		ConnectionProperties encoded = encoded(name);
		if (!encoded.isEmpty()) {
			return encoded;
		}
		Map<String, Property> properties = new HashMap<>();
		this.aliases.getOrDefault(VariableName.key(name), Collections.emptySortedSet())
			.forEach((prefix) -> properties.putAll(group(prefix)));
		return new ConnectionProperties(properties);
	}

	/**
	 * Returns the properties with the exact encoding of a name, provided that they tell
	 * where to connect to.
	 */
	ConnectionProperties located(String name) {
		String prefix = prefix(name);
		boolean located = LOCATIONS.stream().anyMatch((location) -> has(prefix, location));
		return (located && !isServiceLink(prefix)) ? encoded(name) : ConnectionProperties.NONE;
	}

	/**
	 * Visits the groups that belong to no connection string and that only a connection
	 * can have, by their prefix.
	 */
	void forEachUnclaimed(BiConsumer<String, ConnectionProperties> visitor) {
		this.unclaimed.forEach((prefix) -> visitor.accept(prefix, new ConnectionProperties(group(prefix))));
	}

	private void add(String variable, String value) {
		int end = variable.lastIndexOf('_');
		if (KEYS.contains(variable)) {
			put("", variable, new Property(variable, value));
		}
		else if (end > 0) {
			put(prefix(variable.substring(0, end)), variable.substring(end + 1), new Property(variable, value));
		}
	}

	private void put(String prefix, String name, Property property) {
		this.groups.computeIfAbsent(prefix, (absent) -> new HashMap<>())
			.merge(VariableName.upper(name), property, BinaryOperator.minBy(BY_PRECEDENCE));
	}

	private void assign(String prefix) {
		if (!claim(prefix)) {
			if (isConnection(prefix)) {
				this.unclaimed.add(prefix);
			}
			else {
				adopt(prefix);
			}
		}
	}

	private boolean claim(String prefix) {
		String key = VariableName.key(prefix);
		if (!this.known.contains(key)) {
			return false;
		}
		this.aliases.computeIfAbsent(key, (absent) -> new TreeSet<>()).add(prefix);
		return true;
	}

	private void adopt(String prefix) {
		for (int end = prefix.length(); end > 0; end = prefix.lastIndexOf('_', end - 1)) {
			String owner = prefix.substring(0, end);
			if (isLink(owner)) {
				return;
			}
			if (claim(owner)) {
				String start = prefix.substring(end + 1) + '_';
				group(prefix).forEach((name, property) -> {
					// A URL is an endpoint of a service whose name begins like the
					// connection
					if (!property.value().contains("://")) {
						put(owner, start + name, property);
					}
				});
				return;
			}
		}
	}

	private boolean isConnection(String prefix) {
		if (value(prefix, "JDBCCONNECTIONSTRING").startsWith("jdbc:")) {
			return true;
		}
		// What Spring itself reads from the environment looks like connection properties
		if (prefix.startsWith("SPRING_")) {
			return false;
		}
		boolean address = has(prefix, "HOST") && HostAndPort.isPort(value(prefix, "PORT").strip());
		boolean uri = ConnectionUri.isUri(value(prefix, "URI"));
		if (prefix.isEmpty()) {
			return address && uri;
		}
		return uri || (address && !isServiceLink(prefix)) || has(prefix, "CONNECTIONSTRING")
				|| has(prefix, "DATASOURCE");
	}

	// Kubernetes describes a service x of its own to every pod of the namespace as
	// X_SERVICE_HOST, X_SERVICE_PORT and X_PORT=tcp://..., itself being one of them
	private boolean isServiceLink(String prefix) {
		String suffix = "_SERVICE";
		if (!prefix.endsWith(suffix)) {
			return false;
		}
		String service = prefix.substring(0, prefix.length() - suffix.length());
		return service.equals("KUBERNETES") || isLink(service);
	}

	private boolean isLink(String prefix) {
		return value(prefix, "PORT").contains("://");
	}

	private boolean has(String prefix, String name) {
		return !value(prefix, name).isBlank();
	}

	private String value(String prefix, String name) {
		Property property = group(prefix).get(name);
		return (property != null) ? property.value() : "";
	}

	private Map<String, Property> group(String prefix) {
		return this.groups.getOrDefault(prefix, Map.of());
	}

	private static String prefix(String name) {
		return VariableName.upper(VariableName.encode(name));
	}

}
