// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.dns;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.util.ConcurrentLruCache;

import io.github.aspirespring.discovery.ServiceEndpointProvider;
import io.github.aspirespring.discovery.dns.DnsSrvProperties.Precedence;
import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.environment.services.ServiceReference;

/**
 * The endpoints that services have as SRV records. They have no scheme: the one that is
 * asked for counts.
 */
final class DnsSrvEndpoints implements ServiceEndpointProvider, Ordered {

	private static final Log logger = LogFactory.getLog(DnsSrvEndpoints.class);

	private static final int CAPACITY = 1024;

	private static final int DISTANCE = 100;

	// Addresses, names of this machine and names with a dot at their end, to which no
	// suffix belongs, are no services
	private static final Pattern HOST = Pattern.compile("\\[.*|(.*\\.)?([0-9]+|localhost|)");

	private final @Nullable QueryName queryName;

	private final Precedence precedence;

	private final ConcurrentLruCache<String, RefreshedEndpoints> endpoints;

	/**
	 * Creates the provider and says in a line where it looks.
	 * @param properties the properties
	 * @param podDomain the domain of the services beside a pod, {@code null} outside of
	 * Kubernetes
	 * @param nanoTime the clock
	 * @throws io.github.aspirespring.environment.MalformedConnectionException if the
	 * address of a name server is none
	 */
	DnsSrvEndpoints(DnsSrvProperties properties, Supplier<@Nullable String> podDomain, LongSupplier nanoTime) {
		SrvLookup lookup = new SrvLookup(
				new NameServers(properties.addresses(), properties.timeout(), properties.maxAttempts()));
		this.queryName = QueryName.of(properties, podDomain);
		this.precedence = properties.precedence();
		this.endpoints = new ConcurrentLruCache<>(CAPACITY,
				(name) -> new RefreshedEndpoints(name, lookup, properties.refreshPeriod(), nanoTime));
		logger.info((this.queryName != null)
				? "The endpoints of services are looked up as DNS SRV records of " + this.queryName
				: "No endpoints are looked up in DNS: this is no Kubernetes pod, and neither " + DnsSrvProperties.PREFIX
						+ "query-suffix nor " + DnsSrvProperties.PREFIX + "domain-name says where to look");
	}

	@Override
	public List<ServiceEndpoint> endpoints(ServiceReference reference) {
		if (this.queryName == null || HOST.matcher(reference.service()).matches()) {
			return List.of();
		}
		return this.endpoints.get(this.queryName.of(reference)).get();
	}

	@Override
	public int getOrder() {
		return (this.precedence == Precedence.DNS) ? -DISTANCE : DISTANCE;
	}

}
