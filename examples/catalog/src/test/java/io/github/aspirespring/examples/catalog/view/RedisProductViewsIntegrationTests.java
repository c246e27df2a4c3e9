// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.view;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.embedded.RedisServer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.redis.AspireRedisAutoConfiguration;
import io.github.aspirespring.redis.AspireRedisConnectionsAutoConfiguration;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RedisProductViews}, with {@code application.yml} and the variables an
 * AppHost injects for two real servers.
 */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
@ExtendWith(OutputCaptureExtension.class)
class RedisProductViewsIntegrationTests {

	private static final TestRedis CACHE = new TestRedis("cache");

	private static final TestRedis VIEWS = new TestRedis("views");

	private static final List<RedisServer> SERVERS = new ArrayList<>();

	@BeforeAll
	static void startServers() {
		SERVERS.add(CACHE.start());
		SERVERS.add(VIEWS.start());
	}

	@AfterAll
	static void stopServers() {
		SERVERS.forEach(RedisServer::stop);
	}

	@BeforeEach
	void clear() {
		CACHE.clear();
		VIEWS.clear();
	}

	@Test
	void viewsAreCountedInTheRedisOfThatName() {
		run(VIEWS, (views) -> {
			views.count(7);
			views.count(8);
			views.count(7);
		});
		assertThat(VIEWS.sorted("product-views")).containsExactly("8: 1", "7: 2");
		assertThat(VIEWS.keys()).containsExactly("product-views");
		assertThat(CACHE.keys()).isEmpty();
	}

	@Test
	void tenMostViewedProductsComeInOrder() {
		run(VIEWS, (views) -> {
			LongStream.rangeClosed(1, 12).forEach((id) -> LongStream.range(0, id).forEach((time) -> views.count(id)));
			assertThat(views.mostViewed()).containsExactly(12L, 11L, 10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L);
		});
	}

	@Test
	void viewsAreForgotten() {
		run(VIEWS, (views) -> {
			assertThat(views.mostViewed()).isEmpty();
			views.count(7);
			views.count(8);
			views.forget(7);
			assertThat(views.mostViewed()).containsExactly(8L);
		});
	}

	@Test
	void serverThatIsAwayFailsNobodyWhoLooksAtAProduct(CapturedOutput output) {
		run(new TestRedis("views"), (views) -> {
			views.count(7);
			views.forget(8);
		});
		assertThat(warnings(output)).satisfiesExactly(
				(line) -> assertThat(line).contains("Counting a view of product 7 failed:", "Connection refused"),
				(line) -> assertThat(line).contains("Forgetting the views of product 8 failed:", "Connection refused"));
		assertThat(output).doesNotContain("\tat ", "password-of");
	}

	@Test
	void serverThatIsAwayIsAnErrorForWhoeverAsksWhatIsPopular() {
		run(new TestRedis("views"),
				(views) -> assertThatExceptionOfType(ViewsUnavailableException.class).isThrownBy(views::mostViewed)
					.satisfies((ex) -> {
						assertThat(ex.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
						assertThat(ex.getBody().getDetail()).doesNotContain("localhost", "refused");
					}));
	}

	@Test
	void serverThatSaysNothingIsNotWaitedForLong(CapturedOutput output) throws IOException {
		// Whoever connects is kept waiting for an answer
		try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			run(new TestRedis("views", silent.getLocalPort()), (views) -> {
				long start = System.nanoTime();
				views.count(7);
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
			});
		}
		assertThat(warnings(output)).singleElement().asString().contains("Counting a view of product 7 failed:");
	}

	private static void run(TestRedis redis, Consumer<ProductViews> test) {
		new AspireContextRunner().withInitializer(new ConfigDataApplicationContextInitializer())
			.withVariables(CACHE.variables())
			.withVariables(redis.variables())
			.withConfiguration(AutoConfigurations.of(AspireAutoConfiguration.class, AspireRedisAutoConfiguration.class,
					AspireRedisConnectionsAutoConfiguration.class, DataRedisAutoConfiguration.class))
			.withBean(RedisProductViews.class)
			.run((context) -> test.accept(context.getBean(ProductViews.class)));
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.toString().lines().filter((line) -> line.contains(" WARN ")).toList();
	}

}
