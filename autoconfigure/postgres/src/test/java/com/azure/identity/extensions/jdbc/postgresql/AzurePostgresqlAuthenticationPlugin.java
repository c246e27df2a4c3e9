// SPDX-License-Identifier: Apache-2.0

package com.azure.identity.extensions.jdbc.postgresql;

import java.util.Properties;

import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;

/**
 * Logs in with a token that does not change.
 */
public class AzurePostgresqlAuthenticationPlugin implements AuthenticationPlugin {

	public static final String TOKEN = "t0ken";

	public AzurePostgresqlAuthenticationPlugin(Properties properties) {
	}

	@Override
	public char[] getPassword(AuthenticationRequestType type) {
		return TOKEN.toCharArray();
	}

}
