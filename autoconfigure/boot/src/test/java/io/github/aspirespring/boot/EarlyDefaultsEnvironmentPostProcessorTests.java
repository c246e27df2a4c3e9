// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class EarlyDefaultsEnvironmentPostProcessorTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	@Test
	void addsDefaultsBeforeThePostProcessorsThatRunLast() {
		List<Object> processors = new ArrayList<>(List.of(new Object(), new AspireDefaultsEnvironmentPostProcessor(),
				new EarlyDefaultsEnvironmentPostProcessor()));
		AnnotationAwareOrderComparator.sort(processors);
		assertThat(processors).first().isInstanceOf(EarlyDefaultsEnvironmentPostProcessor.class);
	}

	@Test
	void addsNothingThatIsNotAskedFor() {
		new EarlyDefaultsEnvironmentPostProcessor().postProcessEnvironment(this.environment, new SpringApplication());
		assertThat(this.environment.getPropertySources().contains("aspireDefaults")).isFalse();
	}

	@Test
	void addsDefaultsBehindEverything() {
		set(Map.of("aspire.early.name", "one"));
		new EarlyDefaultsEnvironmentPostProcessor().postProcessEnvironment(this.environment, new SpringApplication());
		assertThat(this.environment.getProperty("spring.early")).isEqualTo("default");
		assertThat(this.environment.getPropertySources().stream().map(PropertySource::getName).toList()).last()
			.isEqualTo("aspireDefaults");
	}

	@Test
	void isNotTakenForTheWordOfTheApplicationLater() {
		set(Map.of("aspire.early.name", "one"));
		new EarlyDefaultsEnvironmentPostProcessor().postProcessEnvironment(this.environment, new SpringApplication());
		new AspireDefaultsEnvironmentPostProcessor().postProcessEnvironment(this.environment, new SpringApplication());
		assertThat(this.environment.getProperty("spring.early")).isEqualTo("default");
	}

	@Test
	void leavesTheWordToTheApplicationLater() {
		set(Map.of("aspire.early.name", "one"));
		new EarlyDefaultsEnvironmentPostProcessor().postProcessEnvironment(this.environment, new SpringApplication());
		set(Map.of("aspire.early.name", "one", "aspire.early.enabled", "false"));
		new AspireDefaultsEnvironmentPostProcessor().postProcessEnvironment(this.environment, new SpringApplication());
		assertThat(this.environment.containsProperty("spring.early")).isFalse();
	}

	@Test
	void tellsListenersWhatIsKnownOnceLoggingIsSetUp() {
		Told told = new Told();
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(NoBeans.class)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.listeners(told)
			.run("--aspire.early.name=one")) {
			assertThat(told.early).isEqualTo("default");
			assertThat(told.services).isZero();
		}
		assertThat(told.getOrder()).isGreaterThan(LoggingApplicationListener.DEFAULT_ORDER)
			.isLessThan(Ordered.LOWEST_PRECEDENCE);
	}

	private void set(Map<String, Object> values) {
		this.environment.getPropertySources().addFirst(new MapPropertySource("application" + values.size(), values));
	}

	static class NoBeans {

	}

	private static final class Told extends EnvironmentPreparedListener {

		private @Nullable String early;

		private int services = -1;

		@Override
		protected void onEnvironmentPrepared(ApplicationDefaults.Context context) {
			this.early = context.property("spring.early");
			this.services = context.aspire().services().names().size();
		}

	}

}
