// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.net.URI;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriTemplateHandler;

/**
 * Hands the template of an address from {@code RestTemplate} to the request, which it
 * makes right after, in the same thread. {@code RestClient} says it in an attribute of
 * the request instead.
 */
final class UriTemplates implements UriTemplateHandler {

	private static final ThreadLocal<@Nullable String> LAST = new ThreadLocal<>();

	private final UriTemplateHandler delegate;

	UriTemplates(UriTemplateHandler delegate) {
		this.delegate = delegate;
	}

	/**
	 * Takes the template, so that no other request gets it.
	 */
	static @Nullable String take() {
		String template = LAST.get();
		if (template != null) {
			LAST.remove();
		}
		return template;
	}

	@Override
	public URI expand(String uriTemplate, Map<String, ? extends @Nullable Object> uriVariables) {
		URI uri = this.delegate.expand(uriTemplate, uriVariables);
		LAST.set(uriTemplate);
		return uri;
	}

	@Override
	// It takes the array for an element of an array that cannot be null
	@SuppressWarnings("NullAway")
	public URI expand(String uriTemplate, @Nullable Object... uriVariables) {
		URI uri = this.delegate.expand(uriTemplate, uriVariables);
		LAST.set(uriTemplate);
		return uri;
	}

}
