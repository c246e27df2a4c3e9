// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import io.github.aspirespring.environment.HostAndPort;

/**
 * Properties of the endpoints that are looked up as DNS SRV records.
 *
 * @param enabled Whether the endpoints of services are looked up as DNS SRV records.
 * @param precedence Who is asked first when both the AppHost and DNS could know a
 * service.
 * @param querySuffix Domain of the services: those of 'basket' are looked up as
 * '_default._tcp.basket.' and this suffix. In Kubernetes, the domain of the namespace
 * unless set.
 * @param domainName Name that is looked up instead, with '{service}' and, where it
 * matters, '{endpoint}' in place of theirs, such as '{service}.service.consul'.
 * @param servers Name servers as host or host:port, asked in this order. Those of the
 * operating system unless set.
 * @param timeout Time within which a name server has to answer.
 * @param maxAttempts How often the name servers are asked before a lookup fails.
 * @param refreshPeriod How long the answer to a lookup is used before it is looked up
 * again. The client of the JDK does not tell how long it is valid.
 */
@ConfigurationProperties("aspire.service-discovery.dns-srv")
record DnsSrvProperties(@DefaultValue("false") boolean enabled, @DefaultValue("apphost") Precedence precedence,
		@Nullable String querySuffix, @Nullable String domainName, @DefaultValue List<String> servers,
		@DefaultValue("3s") Duration timeout, @DefaultValue("2") int maxAttempts,
		@DefaultValue("1m") Duration refreshPeriod) {

	static final String PREFIX = "aspire.service-discovery.dns-srv.";

	/**
	 * Creates properties.
	 * @throws InvalidConfigurationPropertyValueException if one is out of range
	 */
	DnsSrvProperties {
		check("timeout", timeout, isPositive(timeout), "It must not be negative or zero.");
		check("timeout", timeout, timeout.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) <= 0,
				"It must not be greater than " + Integer.MAX_VALUE + " milliseconds.");
		check("max-attempts", maxAttempts, maxAttempts > 0, "It must be 1 or more.");
		check("refresh-period", refreshPeriod, isPositive(refreshPeriod), "It must not be negative or zero.");
		check("domain-name", domainName, domainName == null || QueryName.isTemplate(domainName),
				"It must contain {service} and no other placeholder but {endpoint}.");
	}

	/**
	 * Returns the name servers.
	 * @throws io.github.aspirespring.environment.MalformedConnectionException if one is
	 * no address
	 */
	List<HostAndPort> addresses() {
		List<HostAndPort> addresses = new ArrayList<>();
		for (String server : this.servers) {
			addresses.add(HostAndPort.parse(PREFIX + "servers[" + addresses.size() + "]", server));
		}
		return addresses;
	}

	private static boolean isPositive(Duration duration) {
		return !duration.isNegative() && !duration.isZero();
	}

	private static void check(String name, @Nullable Object value, boolean valid, String reason) {
		if (!valid) {
			throw new InvalidConfigurationPropertyValueException(PREFIX + name, value, reason);
		}
	}

	/**
	 * Who is asked first when both the AppHost and DNS could know a service. The second
	 * one is asked for what the first one does not know.
	 */
	enum Precedence {

		/**
		 * What the AppHost injects, then DNS.
		 */
		APPHOST,

		/**
		 * DNS, then what the AppHost injects.
		 */
		DNS

	}

}
