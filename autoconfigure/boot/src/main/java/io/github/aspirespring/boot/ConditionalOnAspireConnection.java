// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Matches when an AppHost connects the application to a technology, and when that fails,
 * so that the bean can report why. Always matches while the application is processed
 * ahead of time, because the variables of the build say nothing about those of the run.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Conditional(OnAspireConnectionCondition.class)
public @interface ConditionalOnAspireConnection {

	/**
	 * Returns the {@link Integration#id() identifier} of the integration.
	 * @return the identifier, or nothing to match when any integration is connected
	 */
	String value() default "";

	/**
	 * Returns the {@link Integration#clients() client} that is to be connected.
	 * @return the namespace of the client, or nothing for an integration with one client
	 */
	String client() default "";

	/**
	 * Returns whether it takes the connection that is selected for Spring Boot.
	 * @return {@code false} to match when there is any connection that
	 * {@link ConnectionBeans} are made of
	 */
	boolean selected() default true;

}
