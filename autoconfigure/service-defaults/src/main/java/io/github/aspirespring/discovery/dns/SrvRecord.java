// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.dns;

import javax.naming.CommunicationException;
import javax.naming.NamingException;

import org.springframework.util.StringUtils;

/**
 * Where a service answers. As in .NET, priority and weight do not count.
 *
 * @param target the name of the host without the dot at its end
 * @param port the port, 0 if the scheme decides
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2782">RFC 2782</a>
 */
record SrvRecord(String target, int port) {

	/**
	 * Reads a record as the JDK prints it.
	 * @param text priority, weight, port and target
	 * @return the record
	 * @throws NamingException if the text is no such record
	 */
	static SrvRecord parse(String text) throws NamingException {
		String[] fields = text.split(" ", 4);
		if (fields.length != 4 || !fields[2].matches("[0-9]{1,5}")) {
			throw new CommunicationException("The SRV record '" + text + "' is malformed");
		}
		return new SrvRecord(StringUtils.trimTrailingCharacter(fields[3], '.'), Integer.parseInt(fields[2]));
	}

	/**
	 * Tells whether the service answers anywhere: the root as target says that it does
	 * not.
	 */
	boolean isAvailable() {
		return !this.target.isEmpty();
	}

}
