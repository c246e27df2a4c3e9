// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties that all integrations share.
 *
 * @param enabled Whether anything that an AppHost has injected is used.
 * @param connectionPrecedence Who wins when both the AppHost and the application say
 * where to connect to.
 * @param connectionStrings Connection strings by connection name, used when no AppHost
 * injects a connection of that name. Above the environment variables, on the command line
 * for instance, they replace the injected connection.
 * @param services Addresses by service and endpoint name, used when no AppHost injects
 * that endpoint. Above the environment variables, they replace the injected ones.
 */
@ConfigurationProperties("aspire")
public record AspireProperties(@DefaultValue("true") boolean enabled,
		@DefaultValue("apphost") ConnectionPrecedence connectionPrecedence,
		@DefaultValue Map<String, String> connectionStrings,
		@DefaultValue Map<String, Map<String, List<String>>> services) {

	/**
	 * Returns the names only, for a connection string may hold a secret.
	 */
	@Override
	public String toString() {
		return "AspireProperties[enabled=" + this.enabled + ", connectionPrecedence=" + this.connectionPrecedence
				+ ", connectionStrings=" + this.connectionStrings.keySet() + ", services=" + this.services.keySet()
				+ "]";
	}

	/**
	 * Who wins when both the AppHost and the application say where to connect to.
	 */
	public enum ConnectionPrecedence {

		/**
		 * The order of Spring's property sources decides: the AppHost speaks through
		 * environment variables, so it beats packaged configuration and loses to the
		 * command line, system properties and test properties.
		 */
		APPHOST,

		/**
		 * What the application says in {@code spring.*} properties wins wherever it
		 * stands.
		 */
		APPLICATION

	}

}
