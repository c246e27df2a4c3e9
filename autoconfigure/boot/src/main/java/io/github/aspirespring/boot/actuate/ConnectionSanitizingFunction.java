// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.actuate;

import java.util.regex.Pattern;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Masks what may hold a secret of a connection, by the name under which AppHosts and our
 * own properties carry it.
 */
final class ConnectionSanitizingFunction implements SanitizingFunction {

	// Connection strings in every spelling, the connection properties of any name whose
	// values are or embed credentials, and the passwords that connection pools and the
	// like have from there
	private static final Pattern SECRET = Pattern.compile(
			"ConnectionStrings(__|:|\\.).*|aspire\\.(.+\\.)?connection-?strings?(\\..*|\\[.*)?"
					+ "|ASPIRE_(.+_)?CONNECTIONSTRINGS?(_.*)?|(.+\\.)?(password|sasl\\.jaas\\.config)"
					+ "|(.*_)?(PASSWORD|URI|HTTPURI|JDBCCONNECTIONSTRING|CONNECTIONSTRING|KEY|APIKEY|TOKEN|ACCOUNTKEY"
					+ "|MASTERKEY|ACCESSKEY|SECRETKEY|APPLICATIONINSIGHTSCONNECTIONSTRING|HEADERS)",
			Pattern.CASE_INSENSITIVE);

	@Override
	public SanitizableData apply(SanitizableData data) {
		return SECRET.matcher(data.getKey()).matches() ? data.withSanitizedValue() : data;
	}

}
