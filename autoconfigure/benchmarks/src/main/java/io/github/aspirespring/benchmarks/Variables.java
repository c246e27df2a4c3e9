// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Variables in the mix that a process of an AppHost sees: of every 28, six come from a
 * cache, nine from a database, four from a service, one from a message broker, and eight
 * are none of the AppHost's.
 */
final class Variables {

	private static final String PASSWORD = "Zk4-_.{}~()*+!wM7tRb9Q";

	private static final String ENCODED_PASSWORD = "Zk4-_.%7B%7D~%28%29%2A%2B%21wM7tRb9Q";

	private final Map<String, String> values = new LinkedHashMap<>();

	private Variables() {
	}

	static Map<String, String> of(int size) {
		Variables variables = new Variables();
		for (int i = 0; variables.values.size() < size; i++) {
			variables.addCache("cache-" + i, "CACHE_" + i);
			variables.addDatabase("orders-db-" + i, "ORDERS_DB_" + i);
			variables.addServices("catalog-api-" + i, "CATALOG_API_" + i);
			variables.values.put("ConnectionStrings__kafka" + i, "localhost:51004");
			variables.values.put("APPLICATION_SETTING_" + i + "_ENABLED", "true");
			variables.values.put("TOOL" + i + "_HOME", "/usr/lib/tool/" + i);
			variables.values.put("PATH_" + i, "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin");
			variables.values.put("OTEL_SETTING_" + i, "1000");
			variables.values.put("LANG" + i, "C.UTF-8");
			variables.values.put("XDG_SESSION_" + i, "c2");
			variables.values.put("JAVA_TOOL_OPTIONS_" + i, "-Djavax.net.ssl.trustStoreType=PKCS12");
			variables.values.put("SPRING_PROFILES_" + i, "production");
		}
		Map<String, String> exactly = new LinkedHashMap<>();
		variables.values.entrySet().stream().limit(size).forEach((each) -> exactly.put(each.getKey(), each.getValue()));
		return exactly;
	}

	private void addCache(String name, String prefix) {
		addConnectionString(name, "localhost:51001,password=" + PASSWORD + ",ssl=true");
		addAddress(prefix, "51001");
		this.values.put(prefix + "_URI", "rediss://:" + ENCODED_PASSWORD + "@localhost:51001");
	}

	private void addDatabase(String name, String prefix) {
		addConnectionString(name,
				"Host=localhost;Port=51002;Username=postgres;Password=" + PASSWORD + ";Database=orders");
		addAddress(prefix, "51002");
		this.values.put(prefix + "_USERNAME", "postgres");
		this.values.put(prefix + "_URI", "postgresql://postgres:" + ENCODED_PASSWORD + "@localhost:51002/orders");
		this.values.put(prefix + "_JDBCCONNECTIONSTRING", "jdbc:postgresql://localhost:51002/orders");
		this.values.put(prefix + "_DATABASENAME", "orders");
	}

	private void addServices(String name, String prefix) {
		this.values.put("services__" + name + "__http__0", "http://localhost:5301");
		this.values.put("services__" + name + "__https__0", "https://localhost:7301");
		this.values.put(prefix + "_HTTP", "http://localhost:5301");
		this.values.put(prefix + "_HTTPS", "https://localhost:7301");
	}

	private void addConnectionString(String name, String value) {
		this.values.put("ConnectionStrings__" + name, value);
		this.values.put("ConnectionStrings__" + name.replace('-', '_'), value);
	}

	private void addAddress(String prefix, String port) {
		this.values.put(prefix + "_HOST", "localhost");
		this.values.put(prefix + "_PORT", port);
		this.values.put(prefix + "_PASSWORD", PASSWORD);
	}

}
