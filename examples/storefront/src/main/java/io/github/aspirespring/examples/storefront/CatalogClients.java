// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.storefront;

import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.client.ImportGrpcClients;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.web.service.registry.ImportHttpServices;

import io.github.aspirespring.examples.catalog.api.PricesGrpc.PricesBlockingStub;

/**
 * The clients of the catalog that are made from interfaces. A group, and a target, that
 * is called as a service is called in the AppHost, is that service.
 */
@Configuration(proxyBeanMethods = false)
@EnableResilientMethods
@ImportHttpServices(group = "catalog", types = Catalog.class)
@ImportGrpcClients(target = "catalog", types = PricesBlockingStub.class)
class CatalogClients {

}
