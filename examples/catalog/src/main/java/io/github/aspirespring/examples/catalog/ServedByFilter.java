// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says in every answer over HTTP which instance it is from.
 */
@Component
class ServedByFilter extends OncePerRequestFilter {

	private final String instance;

	ServedByFilter(@Value("${catalog.instance}") String instance) {
		this.instance = instance;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		response.setHeader("X-Served-By", this.instance);
		chain.doFilter(request, response);
	}

}
