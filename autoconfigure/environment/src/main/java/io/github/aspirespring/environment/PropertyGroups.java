// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

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

	private static final List<String> LOCATIONS = List.of("CONNECTIONSTRING", "DATASOURCE", "ENDPOINT", "HOST",
			"JDBCCONNECTIONSTRING", "URI");

	private final Map<String, Map<String, Property>> groups = new TreeMap<>();

	private final Map<String, Map<String, Property>> aliased = new TreeMap<>();

	private final Set<String> known;

	private PropertyGroups(Set<String> known) {
		this.known = known;
	}

	/**
	 * Groups variables.
	 * @param variables all variables
	 * @param known the keys of the names that connection strings have
	 */
	static PropertyGroups of(Map<String, String> variables, Set<String> known) {
		PropertyGroups groups = new PropertyGroups(known);
		variables.forEach(groups::add);
		List.copyOf(groups.groups.entrySet()).forEach((group) -> groups.adopt(group.getKey(), group.getValue()));
		groups.groups.forEach(groups::alias);
		return groups;
	}

	/**
	 * Returns the properties with the exact encoding of a name.
	 */
	ConnectionProperties encoded(String name) {
		return properties(this.groups.get(prefix(name)));
	}

	/**
	 * Returns the properties with the exact encoding of a name, or else those with an
	 * encoding that has the same portable alias.
	 */
	ConnectionProperties aliased(String name) {
		ConnectionProperties encoded = encoded(name);
		return encoded.isEmpty() ? properties(this.aliased.get(VariableName.key(name))) : encoded;
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
		this.groups.forEach((prefix, properties) -> {
			if (!isKnown(prefix) && isConnection(prefix)) {
				visitor.accept(prefix, new ConnectionProperties(properties));
			}
		});
	}

	private void add(String variable, String value) {
		int end = variable.lastIndexOf('_');
		if (KEYS.contains(variable)) {
			put("", variable, new Property(variable, value));
		}
		else if (end > 0 && VariableName.connection(variable) == null && VariableName.endpoint(variable) == null) {
			put(prefix(variable.substring(0, end)), variable.substring(end + 1), new Property(variable, value));
		}
	}

	private void adopt(String prefix, Map<String, Property> properties) {
		if (isKnown(prefix) || isConnection(prefix)) {
			return;
		}
		for (int end = prefix.length(); end > 0; end = prefix.lastIndexOf('_', end - 1)) {
			String owner = prefix.substring(0, end);
			if (isLink(owner)) {
				return;
			}
			if (isKnown(owner)) {
				String start = prefix.substring(end + 1) + '_';
				properties.forEach((name, property) -> {
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

	private void alias(String prefix, Map<String, Property> properties) {
		String key = VariableName.key(prefix);
		if (this.known.contains(key)) {
			properties.forEach(this.aliased.computeIfAbsent(key, (absent) -> new TreeMap<>())::putIfAbsent);
		}
	}

	private void put(String prefix, String name, Property property) {
		this.groups.computeIfAbsent(prefix, (absent) -> new TreeMap<>()).put(VariableName.upper(name), property);
	}

	private boolean isKnown(String prefix) {
		return this.known.contains(VariableName.key(prefix));
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
		Property property = this.groups.getOrDefault(prefix, Map.of()).get(name);
		return (property != null) ? property.value() : "";
	}

	private static ConnectionProperties properties(@Nullable Map<String, Property> group) {
		return (group != null) ? new ConnectionProperties(group) : ConnectionProperties.NONE;
	}

	private static String prefix(String name) {
		return VariableName.upper(VariableName.encode(name));
	}

}
