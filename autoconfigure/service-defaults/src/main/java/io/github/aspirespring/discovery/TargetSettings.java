// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import io.github.aspirespring.environment.ServiceEndpoints;
import io.github.aspirespring.environment.services.AllowedSchemes;

/**
 * What all targets share.
 *
 * @param services the services that the AppHost references
 * @param allowed the schemes that endpoints may have
 * @param applyHostName whether requests carry the name of the service as their host
 * @param unreachable the endpoints that nobody could connect to lately
 * @param selections is told which endpoints are chosen
 */
record TargetSettings(ServiceEndpoints services, AllowedSchemes allowed, boolean applyHostName,
		UnreachableEndpoints unreachable, EndpointSelections selections) {
}
