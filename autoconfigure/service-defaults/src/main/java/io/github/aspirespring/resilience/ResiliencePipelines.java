// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.resilience;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.discovery.ServiceTarget;

/**
 * The pipelines of all services that the application calls, made when they are first
 * called.
 */
public final class ResiliencePipelines {

	// An application that follows links meets any number of hosts
	private static final int MAX_HOSTS = 200;

	private static final String OTHERS = "others";

	private final Map<String, ResiliencePipeline> pipelines = new ConcurrentHashMap<>();

	private final ClientSettings settings;

	private final PipelineFactory factory;

	ResiliencePipelines(ClientSettings settings, PipelineFactory factory) {
		this.settings = settings;
		this.factory = factory;
	}

	/**
	 * Tells whether calls are protected, those to hosts of which the AppHost does not
	 * speak as well.
	 * @return whether they are unless the application says otherwise for one service
	 */
	public boolean isActive() {
		return this.settings.isEnabled("", false);
	}

	/**
	 * Returns what protects a call.
	 * @param target the service that is called, or {@code null} if it is a host that the
	 * AppHost does not speak of
	 * @param uri the address of the request
	 * @return the pipeline, or {@code null} if nothing does
	 */
	public @Nullable ResiliencePipeline find(@Nullable ServiceTarget target, URI uri) {
		String name = (target != null) ? target.service() : host(uri);
		if (name == null || !this.settings.isEnabled(name, target != null)) {
			return null;
		}
		ResiliencePipeline pipeline = this.pipelines.get(name);
		return (pipeline != null) ? pipeline : create(target != null, name);
	}

	// Never what logs in, for the name shows in logs and metrics
	private static @Nullable String host(URI uri) {
		String authority = uri.getRawAuthority();
		return (authority != null) ? authority.substring(authority.lastIndexOf('@') + 1) : null;
	}

	private ResiliencePipeline create(boolean known, String name) {
		String service = (known || this.pipelines.size() < MAX_HOSTS || this.settings.isNamed(name)) ? name : OTHERS;
		return this.pipelines.computeIfAbsent(service, (key) -> this.factory.create(key, this.settings.get(key)));
	}

}
