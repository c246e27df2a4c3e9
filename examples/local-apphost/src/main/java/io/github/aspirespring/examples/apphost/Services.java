// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.github.aspirespring.examples.apphost.model.PasswordGenerator;
import io.github.aspirespring.examples.apphost.model.ServiceVariables;
import io.github.aspirespring.examples.apphost.model.SpringBootApp;
import io.github.aspirespring.examples.apphost.process.ChildProcess;
import io.github.aspirespring.examples.apphost.process.Console;
import io.github.aspirespring.examples.apphost.process.Lifetime;
import io.github.aspirespring.examples.apphost.process.LoopbackPort;
import io.github.aspirespring.examples.apphost.telemetry.OtlpEndpoint;

/**
 * The services, running.
 *
 * @param catalog the catalog
 * @param otherCatalog another catalog, on the same resources
 * @param storefront the storefront, for which both are {@code catalog}
 * @param worker the worker
 */
record Services(Service catalog, Service otherCatalog, Service storefront, Service worker) {

	/**
	 * Starts them all and waits until they are healthy.
	 * @param arguments where their jars are
	 * @param resources what they reference
	 * @param otlp where they send their telemetry
	 * @param lifetime stops them
	 * @param summary lists them
	 * @param console where their output goes
	 * @return the services, ready for clients
	 */
	static Services start(Arguments arguments, Resources resources, OtlpEndpoint otlp, Lifetime lifetime,
			Summary summary, Console console) {
		Starter starter = new Starter(otlp, lifetime, summary, console);
		SpringBootApp first = new SpringBootApp("catalog", LoopbackPort.free()).withGrpc(LoopbackPort.free());
		SpringBootApp second = new SpringBootApp("catalog-2", LoopbackPort.free()).withGrpc(LoopbackPort.free());
		Service catalog = starter.start(first, arguments.catalogJar(), (variables) -> catalog(variables, resources));
		Service otherCatalog = starter.start(second, arguments.catalogJar(),
				(variables) -> catalog(variables, resources));
		Service storefront = starter.start(new SpringBootApp("storefront", LoopbackPort.free()),
				arguments.storefrontJar(),
				(variables) -> variables.withReference(first).withReference(second, first.name()));
		Service worker = starter.start(new SpringBootApp("worker", LoopbackPort.free()), arguments.workerJar(),
				(variables) -> variables.withReference(resources.ordersDb())
					.withReference(resources.messaging())
					.withReference(resources.events()));
		Services services = new Services(catalog, otherCatalog, storefront, worker);
		services.all().forEach(Service::awaitHealthy);
		summary.add("catalog", "Spring Boot", catalog.endpoint() + "/products");
		summary.add("catalog-2", "Spring Boot", otherCatalog.endpoint() + "/products");
		summary.add("storefront", "Spring Boot", storefront.endpoint() + "/storefront/products");
		summary.add("worker", "Spring Boot", worker.endpoint() + "/health");
		return services;
	}

	/**
	 * Waits for the first of them to end.
	 * @return which one ended, and how
	 */
	String awaitFirstExit() {
		return ChildProcess.awaitFirstExit(all().map(Service::process).toArray(ChildProcess[]::new));
	}

	/**
	 * Returns them all.
	 * @return the services
	 */
	Stream<Service> all() {
		return Stream.of(this.catalog, this.otherCatalog, this.storefront, this.worker);
	}

	private static ServiceVariables catalog(ServiceVariables variables, Resources resources) {
		return variables.withReference(resources.catalogDb())
			.withReference(resources.cache())
			.withReference(resources.views())
			.withReference(resources.messaging())
			.withReference(resources.events());
	}

	private record Starter(OtlpEndpoint otlp, Lifetime lifetime, Summary summary, Console console) {

		Service start(SpringBootApp app, Path jar, UnaryOperator<ServiceVariables> references) {
			ServiceVariables variables = references
				.apply(new ServiceVariables(app, new PasswordGenerator().instanceId()).withOtlpExporter(this.otlp.url(),
						this.otlp.protocol().value(), this.otlp.apiKey()));
			this.summary.printInjected(app.name(), variables.injected());
			return this.lifetime.start(() -> Service.start(app, jar, variables, this.console));
		}

	}

}
