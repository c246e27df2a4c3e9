// SPDX-License-Identifier: Apache-2.0

package com.example.echo;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * What Spring Boot would have for a technology.
 */
@AutoConfiguration
public final class EchoAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	EchoConnectionDetails echoConnectionDetails(@Value("${spring.echo.address:localhost:7}") String address) {
		return () -> address;
	}

}
