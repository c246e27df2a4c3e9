// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.health.reactive;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigureOrder;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;

import io.github.aspirespring.health.support.ConditionalOnDefaultSecurity;

/**
 * Auto-configuration that lets everybody ask for the health of an application which
 * leaves its security to Spring Boot, as that does for {@code /actuator/health}. An
 * application with a {@link SecurityWebFilterChain} of its own says itself who may.
 */
@AutoConfiguration(after = AspireReactiveHealthAutoConfiguration.class, afterName = {
		"org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration",
		"org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration" })
@AutoConfigureOrder(Ordered.LOWEST_PRECEDENCE)
@ConditionalOnClass({ ServerHttpSecurity.class, SecurityWebFilterChain.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBean(ProbeHandlerMapping.class)
@ConditionalOnDefaultSecurity(SecurityWebFilterChain.class)
public final class AspireReactiveHealthSecurityAutoConfiguration {

	// Filters are made before most beans, hence the provider
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 10)
	SecurityWebFilterChain aspireHealthSecurityFilterChain(ServerHttpSecurity http,
			ObjectProvider<ProbeHandlerMapping> probes) {
		return http
			.securityMatcher(
					(exchange) -> probes.getObject().serves(exchange) ? MatchResult.match() : MatchResult.notMatch())
			.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
			.csrf(ServerHttpSecurity.CsrfSpec::disable)
			.requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
			.build();
	}

}
