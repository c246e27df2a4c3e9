// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health.support;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Conditional;

/**
 * Matches where Spring Boot secures the application, and the application itself does not:
 * there are security filter chains, and all of them are Spring Boot's. What an
 * application says about its security is never added to.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Conditional(DefaultSecurityCondition.class)
public @interface ConditionalOnDefaultSecurity {

	/**
	 * The type of the security filter chains.
	 * @return the type, which is on the class path where this is evaluated
	 */
	Class<?> value();

}
