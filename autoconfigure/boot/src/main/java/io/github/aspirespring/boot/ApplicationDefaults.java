// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.Map;

import io.github.aspirespring.environment.AspireEnvironment;

/**
 * Properties that have another default in an application that an AppHost runs, whatever
 * it is connected to. Implementations have a constructor without parameters and are
 * listed in {@code META-INF/spring.factories} under the name of this interface.
 */
public interface ApplicationDefaults {

	/**
	 * Returns the property that switches the defaults off by being {@code false}.
	 * @return the canonical name of the property
	 */
	String enabledProperty();

	/**
	 * Returns the defaults. They are added behind all other property sources.
	 * @param environment what the AppHost has told the application
	 * @return values by property name
	 */
	Map<String, Object> defaults(AspireEnvironment environment);

}
