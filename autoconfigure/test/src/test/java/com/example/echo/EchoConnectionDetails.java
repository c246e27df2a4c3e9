// SPDX-License-Identifier: Apache-2.0

package com.example.echo;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where an echo server is.
 */
public interface EchoConnectionDetails extends ConnectionDetails {

	/**
	 * Returns the address.
	 * @return {@code host:port}
	 */
	String target();

}
