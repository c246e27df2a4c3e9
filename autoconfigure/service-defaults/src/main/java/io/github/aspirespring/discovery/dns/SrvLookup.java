// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.dns;

import java.util.ArrayList;
import java.util.List;

import javax.naming.NamingException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.aspirespring.environment.HostAndPort;
import io.github.aspirespring.environment.ServiceEndpoint;

/**
 * Looks SRV records up, and the addresses of the hosts that they name. The JDK does not
 * hand out the addresses which the answer may carry, so they are asked for.
 */
final class SrvLookup {

	private static final Log logger = LogFactory.getLog(SrvLookup.class);

	private final NameServers servers;

	SrvLookup(NameServers servers) {
		this.servers = servers;
	}

	/**
	 * Returns the endpoints of a name.
	 * @param name the name, which is absolute
	 * @return the endpoints in the order of the records: for each its addresses or, if
	 * there are none, its target; none if there are no records
	 * @throws NamingException if there is no answer, or one that is no good
	 */
	List<ServiceEndpoint> endpoints(String name) throws NamingException {
		List<ServiceEndpoint> endpoints = new ArrayList<>();
		boolean answered = true;
		for (String text : this.servers.query(name, "SRV")) {
			SrvRecord record = SrvRecord.parse(text);
			if (record.isAvailable()) {
				List<String> hosts = new ArrayList<>();
				answered = answered && addAddresses(record.target(), hosts);
				if (hosts.isEmpty()) {
					hosts.add(record.target());
				}
				hosts.forEach((host) -> endpoints.add(endpoint(name, host, record.port())));
			}
		}
		return List.copyOf(endpoints);
	}

	private boolean addAddresses(String target, List<String> hosts) {
		try {
			hosts.addAll(this.servers.query(target, "A"));
			hosts.addAll(this.servers.query(target, "AAAA"));
			return true;
		}
		catch (NamingException ex) {
			// Whoever connects can do with the name, and without waiting once per target
			logger.debug("Using the names of hosts: the addresses of '" + target + "' cannot be looked up", ex);
			return false;
		}
	}

	private static ServiceEndpoint endpoint(String name, String host, int port) {
		return new ServiceEndpoint("SRV " + name, null, new HostAndPort(host, (port != 0) ? port : HostAndPort.NO_PORT),
				"");
	}

}
