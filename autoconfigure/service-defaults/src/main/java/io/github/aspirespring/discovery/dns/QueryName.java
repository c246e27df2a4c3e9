// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.dns;

import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import io.github.aspirespring.environment.services.ServiceReference;

/**
 * The name under which a service has its SRV records, with placeholders for service and
 * endpoint.
 *
 * @param template the name
 */
record QueryName(String template) {

	private static final String SERVICE = "{service}";

	private static final String ENDPOINT = "{endpoint}";

	/**
	 * Tells whether a text is a template.
	 * @param text any text
	 * @return whether it contains the service, and nothing else in braces but the
	 * endpoint
	 */
	static boolean isTemplate(String text) {
		String rest = text.replace(SERVICE, "").replace(ENDPOINT, "");
		return text.contains(SERVICE) && rest.indexOf('{') < 0 && rest.indexOf('}') < 0;
	}

	/**
	 * Returns what the properties say, else where Kubernetes has the records of the
	 * services in the namespace of a pod.
	 * @param properties the properties
	 * @param podDomain the domain of these services, {@code null} outside of a pod
	 * @return the name, or {@code null} if nobody says where to look
	 * @see <a href=
	 * "https://github.com/dotnet/extensions/blob/main/src/Libraries/Microsoft.Extensions.ServiceDiscovery.Dns/DnsSrvServiceEndpointProviderFactory.cs">DnsSrvServiceEndpointProviderFactory</a>
	 */
	static @Nullable QueryName of(DnsSrvProperties properties, Supplier<@Nullable String> podDomain) {
		if (properties.domainName() != null) {
			return new QueryName(properties.domainName());
		}
		String suffix = StringUtils.hasText(properties.querySuffix()) ? properties.querySuffix() : podDomain.get();
		return (suffix != null)
				? new QueryName(
						"_" + ENDPOINT + "._tcp." + SERVICE + "." + StringUtils.trimLeadingCharacter(suffix, '.'))
				: null;
	}

	/**
	 * Returns the name for a service.
	 * @param reference the service; the endpoint that has no name is called default
	 * @return the name, which is absolute
	 */
	String of(ServiceReference reference) {
		return this.template.replace(ENDPOINT, Objects.requireNonNullElse(reference.endpoint(), "default"))
			.replace(SERVICE, reference.service());
	}

	@Override
	public String toString() {
		return this.template;
	}

}
