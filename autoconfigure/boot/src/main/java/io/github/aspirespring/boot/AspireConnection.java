// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Asks for the bean of one connection of the AppHost, where there are several of a kind:
 * {@code @AspireConnection("billing") DataSource dataSource}. On a bean method it says
 * that the bean is the one for that connection, in place of the one that the integration
 * would have made.
 * <p>
 * {@code @Qualifier("billing")} does the same for an injected bean, but a name that does
 * not exist is then reported without the names that do.
 */
@Target({ ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Qualifier
public @interface AspireConnection {

	/**
	 * Returns the name of the connection, spelled as in the AppHost.
	 * @return the connection name
	 */
	String value();

}
