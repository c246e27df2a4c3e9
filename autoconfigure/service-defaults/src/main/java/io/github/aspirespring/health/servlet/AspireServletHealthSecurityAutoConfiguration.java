// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health.servlet;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

import io.github.aspirespring.health.support.ConditionalOnDefaultSecurity;

/**
 * Auto-configuration that lets everybody ask for the health of an application which
 * leaves its security to Spring Boot, as that does for {@code /actuator/health}. An
 * application with a {@link SecurityFilterChain} of its own says itself who may.
 */
@AutoConfiguration(after = AspireServletHealthAutoConfiguration.class, afterName = {
		"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration" })
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass({ HttpSecurity.class, SecurityFilterChain.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(ProbeHandlerMapping.class)
@ConditionalOnDefaultSecurity(SecurityFilterChain.class)
public final class AspireServletHealthSecurityAutoConfiguration {

	// Filters are made before most beans, hence the provider
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 10)
	SecurityFilterChain aspireHealthSecurityFilterChain(HttpSecurity http, ObjectProvider<ProbeHandlerMapping> probes) {
		http.securityMatcher((request) -> probes.getObject().serves(request));
		http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll());
		http.csrf(CsrfConfigurer::disable);
		http.requestCache(RequestCacheConfigurer::disable);
		http.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
		return http.build();
	}

}
