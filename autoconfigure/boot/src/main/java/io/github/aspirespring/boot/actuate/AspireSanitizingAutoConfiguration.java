// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.actuate;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import io.github.aspirespring.boot.ConditionalOnAspireConnection;

/**
 * Auto-configuration that keeps connection strings and connection properties out of the
 * actuator, even where its values are switched on.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
@ConditionalOnAspireConnection
public final class AspireSanitizingAutoConfiguration {

	@Bean
	ConnectionSanitizingFunction aspireConnectionSanitizingFunction() {
		return new ConnectionSanitizingFunction();
	}

}
