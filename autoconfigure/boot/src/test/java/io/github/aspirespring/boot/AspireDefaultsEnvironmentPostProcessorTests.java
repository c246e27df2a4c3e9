// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import io.github.aspirespring.environment.Connection;
import io.github.aspirespring.environment.MalformedConnectionException;

import static org.assertj.core.api.Assertions.assertThat;

class AspireDefaultsEnvironmentPostProcessorTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	@Test
	void addsNothingWithoutConnections() {
		addDefaults(new TestIntegration("alpha"));
		assertThat(this.environment.getPropertySources().contains("aspireDefaults")).isFalse();
	}

	@Test
	void addsDefaultsOfConnectedIntegrationsBehindEverything() {
		inject("alpha:1");
		addDefaults(new TestIntegration("alpha"), new TestIntegration("beta"));
		assertThat(this.environment.getProperty("spring.alpha.timeout")).isEqualTo("5s");
		assertThat(this.environment.containsProperty("spring.beta.timeout")).isFalse();
		assertThat(this.environment.getPropertySources().stream().map(PropertySource::getName).toList()).last()
			.isEqualTo("aspireDefaults");
	}

	@Test
	void addsDefaultsOfConnectedClientsOnly() {
		inject("alpha:1");
		addDefaults(new TestIntegration("alpha", List.of("spring.other")));
		assertThat(this.environment.containsProperty("spring.alpha.timeout")).isFalse();
		addDefaults(new TestIntegration("alpha", List.of("spring.alpha", "spring.other")));
		assertThat(this.environment.getProperty("spring.alpha.timeout")).isEqualTo("5s");
	}

	@Test
	void losesToTheApplication() {
		inject("alpha:1");
		this.environment.getPropertySources()
			.addLast(new MapPropertySource("application", Map.of("spring.alpha.timeout", "1s")));
		addDefaults(new TestIntegration("alpha"));
		assertThat(this.environment.getProperty("spring.alpha.timeout")).isEqualTo("1s");
	}

	@Test
	void replacesItsOwnDefaultsWhenRunAgain() {
		inject("alpha:1");
		addDefaults(new TestIntegration("alpha"));
		addDefaults(new TestIntegration("beta"));
		assertThat(this.environment.getPropertySources().contains("aspireDefaults")).isFalse();
	}

	@Test
	void leavesFailuresToTheBeans() {
		inject("alpha:1");
		addDefaults(new Malformed());
		assertThat(this.environment.getPropertySources().contains("aspireDefaults")).isFalse();
	}

	@Test
	void isRegistered() {
		new AspireDefaultsEnvironmentPostProcessor().postProcessEnvironment(this.environment, new SpringApplication());
		assertThat(this.environment.getPropertySources().contains("aspireDefaults")).isFalse();
	}

	private void inject(String connectionString) {
		this.environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
					Map.of("ConnectionStrings__one", connectionString)));
	}

	private void addDefaults(Integration... integrations) {
		AspireDefaultsEnvironmentPostProcessor.addDefaults(this.environment, List.of(integrations));
	}

	private static final class Malformed implements Integration {

		private final TestIntegration delegate = new TestIntegration("alpha");

		@Override
		public String id() {
			return this.delegate.id();
		}

		@Override
		public String displayName() {
			return this.delegate.displayName();
		}

		@Override
		public Class<? extends IntegrationProperties> propertiesType() {
			return this.delegate.propertiesType();
		}

		@Override
		public List<String> locationProperties() {
			return this.delegate.locationProperties();
		}

		@Override
		public List<String> credentialProperties() {
			return this.delegate.credentialProperties();
		}

		@Override
		public Recognition recognize(Connection connection) {
			return this.delegate.recognize(connection);
		}

		@Override
		public Map<String, Object> defaults(Selection selection) {
			throw new MalformedConnectionException("ConnectionStrings__one", "rule");
		}

	}

}
