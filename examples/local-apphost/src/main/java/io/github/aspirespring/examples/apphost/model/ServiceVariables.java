// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.model;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The variables an AppHost from 13.6 gives to {@code AddSpringBootApp(…)} in run mode, on
 * the host.
 * <p>
 * What points at the development certificate is left out, because there is none here:
 * {@code SSL_CERT_DIR}, {@code SSL_CERT_FILE} and the trust store in
 * {@code JAVA_TOOL_OPTIONS}.
 */
public final class ServiceVariables {

	/**
	 * What a service does not inherit from the AppHost.
	 * @see <a href=
	 * "https://github.com/microsoft/aspire/blob/main/src/Aspire.Hosting/Dcp/DcpHost.cs">DcpHost.cs</a>
	 */
	private static final Set<String> NOT_INHERITED = Set.of("ASPNETCORE_URLS", "DOTNET_LAUNCH_PROFILE",
			"ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "ASPIRE_LOGLEVEL");

	private final Map<String, String> injected = new TreeMap<>();

	private final String instanceId;

	/**
	 * Creates the variables of a Spring Boot service that references nothing yet.
	 * @param service the service
	 * @param instanceId what tells this instance from others of the same service
	 * @see <a href=
	 * "https://github.com/microsoft/aspire/blob/main/src/Aspire.Hosting/OtlpConfigurationExtensions.cs">OtlpConfigurationExtensions.cs</a>
	 */
	public ServiceVariables(SpringBootApp service, String instanceId) {
		this.instanceId = instanceId;
		service.endpoints()
			.forEach((endpoint) -> this.injected.put(endpoint.variable(), Integer.toString(endpoint.port())));
		this.injected.put("OTEL_SERVICE_NAME", service.name());
		this.injected.put("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=" + instanceId);
		this.injected.put("OTEL_BLRP_SCHEDULE_DELAY", "1000");
		this.injected.put("OTEL_BSP_SCHEDULE_DELAY", "1000");
		this.injected.put("OTEL_METRIC_EXPORT_INTERVAL", "1000");
		this.injected.put("OTEL_TRACES_SAMPLER", "always_on");
		this.injected.put("OTEL_METRICS_EXEMPLAR_FILTER", "trace_based");
		this.injected.put("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true");
	}

	/**
	 * Adds where telemetry has to be sent, the outcome of {@code WithOtlpExporter()},
	 * which every service comes with.
	 * @param url the URL, without a path
	 * @param protocol {@code grpc} or {@code http/protobuf}
	 * @param apiKey the key that has to come with every request
	 * @return this
	 * @see <a href=
	 * "https://github.com/microsoft/aspire/blob/main/src/Aspire.Hosting/OtlpConfigurationExtensions.cs">OtlpConfigurationExtensions.cs</a>
	 */
	public ServiceVariables withOtlpExporter(String url, String protocol, String apiKey) {
		this.injected.put("OTEL_EXPORTER_OTLP_ENDPOINT", url);
		this.injected.put("OTEL_EXPORTER_OTLP_PROTOCOL", protocol);
		this.injected.put("OTEL_EXPORTER_OTLP_HEADERS", "x-otlp-api-key=" + apiKey);
		return this;
	}

	/**
	 * Adds what {@code WithReference(resource)} adds.
	 * @param resource the resource to reference
	 * @return this
	 * @see <a href=
	 * "https://github.com/microsoft/aspire/blob/main/src/Aspire.Hosting/ResourceBuilderExtensions.cs">ResourceBuilderExtensions.cs</a>
	 */
	public ServiceVariables withReference(ReferencedResource resource) {
		this.injected.put("ConnectionStrings__" + resource.name(), resource.connectionString());
		String portable = EnvironmentVariableName.portable(resource.name());
		if (!portable.equalsIgnoreCase(resource.name())) {
			this.injected.put("ConnectionStrings__" + portable, resource.connectionString());
		}
		String prefix = EnvironmentVariableName.encode(resource.name()).toUpperCase(Locale.ROOT) + "_";
		resource.connectionProperties()
			.forEach((property, value) -> this.injected.put(prefix + property.toUpperCase(Locale.ROOT), value));
		return this;
	}

	/**
	 * Adds what {@code WithReference(service)} adds.
	 * @param service the service to reference
	 * @return this
	 * @see <a href=
	 * "https://github.com/microsoft/aspire/blob/main/src/Aspire.Hosting/ResourceBuilderExtensions.cs">ResourceBuilderExtensions.cs</a>
	 */
	public ServiceVariables withReference(SpringBootApp service) {
		return withReference(service, service.name(), service.name().toUpperCase(Locale.ROOT));
	}

	/**
	 * Adds what {@code WithReference(service, name)} adds. If another service is
	 * referenced by that name already, the name has the endpoints of both.
	 * @param service the service to reference
	 * @param name the name to reference it by
	 * @return this
	 */
	public ServiceVariables withReference(SpringBootApp service, String name) {
		return withReference(service, name, name);
	}

	private ServiceVariables withReference(SpringBootApp service, String name, String prefix) {
		for (HttpEndpoint endpoint : service.endpoints()) {
			this.injected.put(EnvironmentVariableName.encode(prefix) + "_" + endpoint.name().toUpperCase(Locale.ROOT),
					endpoint.url());
			int index = 0;
			while (this.injected.putIfAbsent("services__%s__%s__%d".formatted(name, endpoint.name(), index),
					endpoint.url()) != null) {
				index++;
			}
		}
		return this;
	}

	/**
	 * Returns what tells this instance from others of the same service.
	 * @return the identifier
	 */
	public String instanceId() {
		return this.instanceId;
	}

	/**
	 * Returns what is injected.
	 * @return values by variable name, sorted by name
	 */
	public Map<String, String> injected() {
		return Collections.unmodifiableMap(this.injected);
	}

	/**
	 * Returns the whole environment of the service.
	 * @param inherited the environment of the AppHost, from which the service inherits
	 * @return the inherited variables, with the injected ones on top
	 */
	public Map<String, String> environment(Map<String, String> inherited) {
		Map<String, String> environment = new TreeMap<>(inherited);
		environment.keySet().removeAll(NOT_INHERITED);
		environment.putAll(this.injected);
		return environment;
	}

}
