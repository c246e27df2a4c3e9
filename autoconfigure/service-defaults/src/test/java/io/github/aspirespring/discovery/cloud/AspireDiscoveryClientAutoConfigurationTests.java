// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.cloud;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.cloud.client.CommonsClientAutoConfiguration;
import org.springframework.cloud.client.ReactiveCommonsClientAutoConfiguration;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.health.DiscoveryClientHealthIndicator;
import org.springframework.cloud.client.discovery.health.DiscoveryCompositeHealthContributor;
import org.springframework.cloud.client.discovery.health.reactive.ReactiveDiscoveryClientHealthIndicator;
import org.springframework.cloud.client.discovery.health.reactive.ReactiveDiscoveryCompositeHealthContributor;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryClientAutoConfiguration;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.context.ApplicationContext;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.discovery.AspireServiceDiscoveryAutoConfiguration;
import io.github.aspirespring.discovery.ServiceEndpointProvider;
import io.github.aspirespring.environment.ServiceEndpoint;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests {@link AspireDiscoveryClientAutoConfiguration} and
 * {@link AspireReactiveDiscoveryClientAutoConfiguration}.
 */
class AspireDiscoveryClientAutoConfigurationTests {

	private static final AppHostVariables VARIABLES = AppHostVariables.none()
		.endpoint("catalog", "http", "http://localhost:5001")
		.endpoint("catalog", "https", "https://localhost:7001")
		.endpoint("catalog", "https", "https://localhost:7002")
		.endpoint("catalog", "admin", "http://localhost:5009")
		.endpoint("basket", "http", "http://localhost:5002/v1")
		.endpoint("queue", "amqp", "amqp://localhost:5672");

	private final AspireContextRunner runner = new AspireContextRunner()
		.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class,
				AspireDiscoveryClientAutoConfiguration.class, AspireReactiveDiscoveryClientAutoConfiguration.class,
				AspireServiceDiscoveryAutoConfiguration.class, CommonsClientAutoConfiguration.class,
				ReactiveCommonsClientAutoConfiguration.class, CompositeDiscoveryClientAutoConfiguration.class,
				ReactiveCompositeDiscoveryClientAutoConfiguration.class, SimpleDiscoveryClientAutoConfiguration.class,
				SimpleReactiveDiscoveryClientAutoConfiguration.class, UtilAutoConfiguration.class));

	@Test
	void prefersHttps() {
		this.runner.withVariables(VARIABLES)
			.run((context) -> assertThat(uris(context, "catalog")).containsExactly("https://localhost:7001",
					"https://localhost:7002"));
	}

	@Test
	void hasTheNameOfTheEndpoint() {
		this.runner.withVariables(VARIABLES).run((context) -> {
			assertThat(instances(context, "catalog")).extracting(ServiceInstance::getMetadata)
				.extracting((metadata) -> Objects.requireNonNull(metadata).get("endpoint"))
				.containsExactly("https", "https");
			assertThat(instances(context, "_admin.catalog")).extracting(ServiceInstance::getMetadata)
				.extracting((metadata) -> Objects.requireNonNull(metadata).get("endpoint"))
				.containsExactly("admin");
		});
	}

	@Test
	void findsHttpAndWhatHasNoNameElse() {
		this.runner.withVariables(VARIABLES)
			.withVariable("services__shop__default__0", "shop.example:8080")
			.run((context) -> {
				assertThat(uris(context, "basket")).containsExactly("http://localhost:5002/v1");
				assertThat(uris(context, "shop")).containsExactly("http://shop.example:8080");
				assertThat(instances(context, "shop")).extracting(ServiceInstance::getMetadata)
					.containsExactly(Map.of("endpoint", "default"));
			});
	}

	@Test
	void findsAnEndpointByItsName() {
		this.runner.withVariables(VARIABLES).run((context) -> {
			assertThat(uris(context, "_admin.catalog")).containsExactly("http://localhost:5009");
			assertThat(uris(context, "queue")).isEmpty();
		});
	}

	@Test
	void findsWhatTheApplicationConfigures() {
		this.runner.withApplicationProperties("aspire.services.shop.https[0]=https://shop.example")
			.run((context) -> assertThat(uris(context, "shop")).containsExactly("https://shop.example:443"));
	}

	@Test
	void listsTheServices() {
		this.runner.withVariables(VARIABLES).run((context) -> {
			assertThat(context.getBean(DiscoveryClient.class).getServices()).containsExactly("basket", "catalog",
					"queue");
			assertThat(block(context.getBean(ReactiveDiscoveryClient.class).getServices())).containsExactly("basket",
					"catalog", "queue");
		});
	}

	@Test
	void asksEveryProviderInTurn() {
		this.runner.withVariables(VARIABLES)
			.withBean(ServiceEndpointProvider.class,
					() -> (reference) -> List.of(ServiceEndpoint.parse("provider", "10.0.0.1:8080")))
			.run((context) -> {
				assertThat(uris(context, "catalog")).startsWith("https://localhost:7001");
				assertThat(uris(context, "other")).containsExactly("http://10.0.0.1:8080");
			});
	}

	@Test
	void letsNoEventLoopWaitForAProvider() {
		Set<Boolean> nonBlocking = ConcurrentHashMap.newKeySet();
		this.runner.withVariables(VARIABLES).withBean(ServiceEndpointProvider.class, () -> (reference) -> {
			nonBlocking.add(Schedulers.isInNonBlockingThread());
			return List.of(ServiceEndpoint.parse("provider", "10.0.0.1:8080"));
		}).run((context) -> {
			Flux<ServiceInstance> instances = context.getBean(ReactiveDiscoveryClient.class).getInstances("other");
			assertThat(block(instances.subscribeOn(Schedulers.parallel()))).hasSize(1);
			assertThat(nonBlocking).containsExactly(false);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "other", "", "a b", "catalog/x", "_admin.", "http://catalog" })
	void hasNoInstanceOfWhatItDoesNotKnow(String serviceId) {
		this.runner.withVariables(VARIABLES).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(uris(context, serviceId)).isEmpty();
		});
	}

	@Test
	void leavesWhatItDoesNotKnowToOthers() {
		this.runner.withVariables(VARIABLES)
			.withPropertyValues("spring.cloud.discovery.client.simple.instances.other[0].uri=http://other:1")
			.run((context) -> assertThat(uris(context, "other")).containsExactly("http://other:1"));
	}

	@Test
	void winsOverOthersUnlessTheApplicationSaysOtherwise() {
		AspireContextRunner simpleRunner = this.runner.withVariables(VARIABLES)
			.withApplicationProperties("spring.cloud.discovery.client.simple.instances.basket[0].uri=http://other:1");
		simpleRunner.run((context) -> assertThat(uris(context, "basket")).containsExactly("http://localhost:5002/v1"));
		simpleRunner.withPropertyValues("aspire.service-discovery.discovery-client.order=1")
			.run((context) -> assertThat(uris(context, "basket")).containsExactly("http://other:1"));
	}

	@Test
	void knowsNothingOutsideOfAnAppHost() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(DiscoveryClient.class).getServices()).isEmpty();
			assertThat(uris(context, "catalog")).isEmpty();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "aspire.enabled", "aspire.service-discovery.enabled", "spring.cloud.discovery.enabled" })
	void canBeSwitchedOff(String property) {
		this.runner.withVariables(VARIABLES)
			.withPropertyValues(property + "=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(AspireDiscoveryClient.class)
				.doesNotHaveBean(AspireReactiveDiscoveryClient.class));
	}

	@Test
	void canBeSwitchedOffOneByOne() {
		this.runner.withPropertyValues("spring.cloud.discovery.blocking.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(AspireDiscoveryClient.class)
				.hasSingleBean(AspireReactiveDiscoveryClient.class));
		this.runner.withPropertyValues("spring.cloud.discovery.reactive.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(AspireDiscoveryClient.class)
				.doesNotHaveBean(AspireReactiveDiscoveryClient.class));
	}

	@Test
	void needsSpringCloud() {
		new AspireContextRunner()
			.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class,
					AspireDiscoveryClientAutoConfiguration.class, AspireReactiveDiscoveryClientAutoConfiguration.class,
					AspireServiceDiscoveryAutoConfiguration.class))
			.withConfiguration(AutoConfigurations.of(AspireLoadBalancerAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("org.springframework.cloud"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("aspireDiscoveryClient")
				.doesNotHaveBean("aspireReactiveDiscoveryClient"));
	}

	@Test
	void keepsBasePathsOfTheKindOfRequestsThatThereAre() {
		AspireContextRunner loadBalancerRunner = new AspireContextRunner()
			.withConfiguration(AutoConfigurations.of(AspireLoadBalancerAutoConfiguration.class));
		loadBalancerRunner.run((context) -> assertThat(context).hasNotFailed()
			.hasBean("aspireBasePathTransformer")
			.hasBean("aspireReactiveBasePathTransformer"));
		loadBalancerRunner.withClassLoader(new FilteredClassLoader("org.springframework.web.reactive"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("aspireBasePathTransformer")
				.doesNotHaveBean("aspireReactiveBasePathTransformer"));
		loadBalancerRunner
			.withClassLoader(new FilteredClassLoader("org.springframework.web", "org.springframework.http"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("aspireBasePathTransformer")
				.doesNotHaveBean("aspireReactiveBasePathTransformer"));
		loadBalancerRunner.withPropertyValues("aspire.service-discovery.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("aspireBasePathTransformer"));
	}

	@Test
	void needsReactorForTheReactiveClientOnly() {
		new AspireContextRunner()
			.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class,
					AspireDiscoveryClientAutoConfiguration.class, AspireReactiveDiscoveryClientAutoConfiguration.class,
					AspireServiceDiscoveryAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader("reactor"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasBean("aspireDiscoveryClient")
				.doesNotHaveBean("aspireReactiveDiscoveryClient"));
	}

	@Test
	void hasNoHealthThatWaitsForARegistration() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(DiscoveryClientHealthIndicator.class));
		this.runner.withVariables(VARIABLES)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(DiscoveryClientHealthIndicator.class)
				.doesNotHaveBean(DiscoveryCompositeHealthContributor.class)
				.doesNotHaveBean(ReactiveDiscoveryClientHealthIndicator.class)
				.doesNotHaveBean(ReactiveDiscoveryCompositeHealthContributor.class));
	}

	private static List<String> uris(ApplicationContext context, String serviceId) {
		return instances(context, serviceId).stream().map((instance) -> instance.getUri().toString()).toList();
	}

	private static List<ServiceInstance> instances(ApplicationContext context, String serviceId) {
		List<ServiceInstance> instances = context.getBean(DiscoveryClient.class).getInstances(serviceId);
		assertThat(block(context.getBean(ReactiveDiscoveryClient.class).getInstances(serviceId)).stream()
			.map(ServiceInstance::getUri))
			.containsExactlyElementsOf(instances.stream().map(ServiceInstance::getUri).toList());
		return instances;
	}

	private static <T> List<T> block(Flux<T> flux) {
		return Objects.requireNonNull(flux.collectList().block(Duration.ofSeconds(10)));
	}

}
