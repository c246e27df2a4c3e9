// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

/**
 * The {@code aspire.<integration>.connections.<name>.*} properties that every integration
 * has for each of its connections. Implemented by a record of the integration, all of
 * whose components are optional.
 */
public interface ConnectionSettings {

	/**
	 * Returns whether the connection is used.
	 * @return {@code false} to act as if the AppHost did not reference it
	 */
	boolean enabled();

}
