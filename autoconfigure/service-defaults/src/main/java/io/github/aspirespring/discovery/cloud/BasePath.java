// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.cloud;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.cloud.client.ServiceInstance;

/**
 * Prepends the base path of an endpoint to requests. The load balancer replaces scheme,
 * host and port only.
 */
final class BasePath {

	private BasePath() {
	}

	/**
	 * Returns the address of a request with the base path of the instance.
	 * @param url the address that the load balancer has made
	 * @param instance the instance that it has chosen; only ours have their path
	 * prepended
	 * @return the address, the same if there is nothing to prepend
	 */
	static URI prepend(URI url, @Nullable ServiceInstance instance) {
		if (!(instance instanceof AspireServiceInstance) || instance.getUri().getRawPath().isEmpty()) {
			return url;
		}
		String text = url.toString();
		int path = url.getScheme().length() + "://".length() + url.getRawAuthority().length();
		return URI.create(text.substring(0, path) + instance.getUri().getRawPath() + text.substring(path));
	}

}
