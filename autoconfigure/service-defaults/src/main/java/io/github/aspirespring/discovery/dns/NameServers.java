// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

import javax.naming.CompositeName;
import javax.naming.Context;
import javax.naming.InvalidNameException;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

import io.github.aspirespring.environment.HostAndPort;

/**
 * Name servers, asked by the DNS client of the JDK over UDP and, for long answers, TCP.
 *
 * @see <a href=
 * "https://docs.oracle.com/en/java/javase/17/docs/api/jdk.naming.dns/module-summary.html">Module
 * jdk.naming.dns</a>
 */
final class NameServers {

	static final String CONTEXT_FACTORY = "com.sun.jndi.dns.DnsContextFactory";

	private final Properties settings = new Properties();

	private final int maxAttempts;

	/**
	 * Creates name servers.
	 * @param addresses their addresses; none stands for those of the operating system
	 * @param timeout the time within which one has to answer
	 * @param maxAttempts how often they are asked, all of them each time
	 */
	NameServers(List<HostAndPort> addresses, Duration timeout, int maxAttempts) {
		this.settings.setProperty(Context.INITIAL_CONTEXT_FACTORY, CONTEXT_FACTORY);
		this.settings.setProperty(Context.PROVIDER_URL, addresses.isEmpty() ? "dns:"
				: addresses.stream().map((address) -> "dns://" + address).collect(Collectors.joining(" ")));
		this.settings.setProperty("com.sun.jndi.dns.timeout.initial", String.valueOf(Math.max(timeout.toMillis(), 1)));
		// The JDK would double the timeout of every further attempt
		this.settings.setProperty("com.sun.jndi.dns.timeout.retries", "1");
		this.maxAttempts = maxAttempts;
	}

	/**
	 * Returns the records of a name.
	 * @param name the name, which is absolute
	 * @param type the type of the records, such as {@code SRV}
	 * @return the data of the records as text, in the order of the answer; none if the
	 * name does not exist or has no such records
	 * @throws NamingException if there is no answer, or one that is no good
	 */
	List<String> query(String name, String type) throws NamingException {
		for (int attempt = 1;; attempt++) {
			try {
				return ask(name, type);
			}
			catch (NameNotFoundException | InvalidNameException ex) {
				// A name that does not exist, or cannot, has no records
				return List.of();
			}
			catch (NamingException ex) {
				if (attempt >= this.maxAttempts) {
					throw ex;
				}
			}
		}
	}

	// The attributes of a name in DNS are texts: nothing is deserialized or loaded
	@SuppressWarnings("BanJNDI")
	private List<String> ask(String name, String type) throws NamingException {
		DirContext context = new InitialDirContext(this.settings);
		try {
			Attribute records = context.getAttributes(new CompositeName().add(name), new String[] { type }).get(type);
			List<String> texts = new ArrayList<>();
			if (records != null) {
				Collections.list(records.getAll()).forEach((record) -> texts.add(record.toString()));
			}
			return texts;
		}
		finally {
			context.close();
		}
	}

}
