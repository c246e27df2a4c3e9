// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.rpc;

import java.util.function.BiConsumer;

import io.grpc.health.v1.HealthCheckResponse.ServingStatus;

import org.springframework.boot.grpc.server.health.GrpcServerHealth;
import org.springframework.boot.grpc.server.health.HealthCheckedGrpcComponents;
import org.springframework.boot.health.registry.HealthContributorRegistry;

import io.github.aspirespring.telemetry.Untraced;

/**
 * Asks for health, as it is done every few seconds for the health service, without
 * leaving spans of what the health indicators do.
 */
final class UntracedGrpcServerHealth extends GrpcServerHealth {

	private final GrpcServerHealth delegate;

	private final Untraced untraced;

	UntracedGrpcServerHealth(GrpcServerHealth delegate, Untraced untraced, HealthContributorRegistry registry,
			HealthCheckedGrpcComponents components) {
		super(registry, null, components);
		this.delegate = delegate;
		this.untraced = untraced;
	}

	@Override
	public void update(BiConsumer<String, ServingStatus> updater) {
		this.untraced.wrap(() -> this.delegate.update(updater)).run();
	}

}
