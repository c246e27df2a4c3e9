// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.Map;

import org.jspecify.annotations.Nullable;

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
	 * @param context what the application has been told
	 * @return values by property name
	 */
	Map<String, Object> defaults(Context context);

	/**
	 * Tells whether environment post-processors that run last have to see the defaults,
	 * such as Spring Boot's for the variables of OpenTelemetry. They are asked for twice
	 * then, for the first time when such a post-processor may not yet have said its word.
	 * @return whether the defaults are needed early
	 */
	default boolean isEarly() {
		return false;
	}

	/**
	 * What an application has been told, by the AppHost and by everybody else.
	 */
	interface Context {

		/**
		 * Returns what the AppHost has told the application.
		 * @return the model of the variables
		 */
		AspireEnvironment aspire();

		/**
		 * Looks up what is no connection and no service: another variable, such as
		 * {@code OTEL_SERVICE_NAME}, or a property that the application itself may set.
		 * @param name the name of the variable, or the canonical name of the property
		 * @return its value, or {@code null} if it is not set or blank
		 */
		@Nullable String property(String name);

	}

}
