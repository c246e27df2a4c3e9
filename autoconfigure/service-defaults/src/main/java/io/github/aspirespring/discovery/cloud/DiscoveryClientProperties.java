// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.cloud;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the discovery clients.
 *
 * @param order Order among the discovery clients of Spring Cloud, of which the first one
 * that knows a service counts. The others have order 0 unless set.
 */
@ConfigurationProperties("aspire.service-discovery.discovery-client")
record DiscoveryClientProperties(@DefaultValue("-100") int order) {

}
