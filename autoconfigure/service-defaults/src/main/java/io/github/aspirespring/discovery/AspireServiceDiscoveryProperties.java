// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.aspirespring.environment.services.AllowedSchemes;

/**
 * Properties of service discovery.
 *
 * @param enabled Whether the names of services in URLs are replaced by their addresses.
 * @param allowAllSchemes Whether endpoints may have any scheme. True unless allowed
 * schemes are set.
 * @param allowedSchemes Schemes that endpoints may have, the preferred one first. Unlike
 * in .NET, they count without allow-all-schemes being set to false.
 * @param applyHostName Whether requests carry the name of the service in their Host
 * header instead of the address.
 */
@ConfigurationProperties("aspire.service-discovery")
record AspireServiceDiscoveryProperties(@DefaultValue("true") boolean enabled, @Nullable Boolean allowAllSchemes,
		@DefaultValue List<String> allowedSchemes, @DefaultValue("false") boolean applyHostName) {

	AllowedSchemes allowed() {
		boolean all = (this.allowAllSchemes != null) ? this.allowAllSchemes : this.allowedSchemes.isEmpty();
		return new AllowedSchemes(all, this.allowedSchemes);
	}

}
