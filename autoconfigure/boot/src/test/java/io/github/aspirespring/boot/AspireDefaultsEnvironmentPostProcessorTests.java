// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
	void addsDefaultsOfTheApplication() {
		set("test-systemEnvironment", Map.of("services__catalog__http__0", "http://localhost:8080"));
		addDefaults();
		assertThat(this.environment.getProperty("spring.services")).isEqualTo("1");
	}

	@Test
	void asksForWhatIsNoConnection() {
		set("test-systemEnvironment", Map.of("services__catalog__http__0", "http://localhost:8080"));
		addDefaults();
		assertThat(this.environment.getProperty("spring.name")).isEqualTo("unknown");
		set("other-systemEnvironment", Map.of("OTEL_SERVICE_NAME", " "));
		addDefaults();
		assertThat(this.environment.getProperty("spring.name")).isEqualTo("unknown");
		set("third-systemEnvironment", Map.of("OTEL_SERVICE_NAME", "shop"));
		addDefaults();
		assertThat(this.environment.getProperty("spring.name")).isEqualTo("shop");
	}

	@ParameterizedTest
	@ValueSource(strings = { "aspire.enabled", "aspire.counting.enabled" })
	void leavesOutDefaultsThatAreSwitchedOff(String property) {
		set("test-systemEnvironment", Map.of("services__catalog__http__0", "http://localhost:8080"));
		set("application", Map.of(property, "false"));
		addDefaults();
		assertThat(this.environment.containsProperty("spring.services")).isFalse();
	}

	@Test
	void isRegistered() {
		// Those of the machine may name certificates
		this.environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		new AspireDefaultsEnvironmentPostProcessor().postProcessEnvironment(this.environment, new SpringApplication());
		assertThat(this.environment.getPropertySources().contains("aspireDefaults")).isFalse();
	}

	private void inject(String connectionString) {
		set("test-systemEnvironment", Map.of("ConnectionStrings__one", connectionString));
	}

	private void set(String source, Map<String, Object> values) {
		this.environment.getPropertySources()
			.addFirst(source.endsWith("systemEnvironment") ? new SystemEnvironmentPropertySource(source, values)
					: new MapPropertySource(source, values));
	}

	private void addDefaults(Integration... integrations) {
		AspireDefaultsEnvironmentPostProcessor.addDefaults(this.environment, List.of(integrations),
				List.of(new ServiceCount()));
	}

	private static final class ServiceCount implements ApplicationDefaults {

		@Override
		public String enabledProperty() {
			return "aspire.counting.enabled";
		}

		@Override
		public Map<String, Object> defaults(Context context) {
			int services = context.aspire().services().names().size();
			String name = context.property("OTEL_SERVICE_NAME");
			return (services > 0)
					? Map.of("spring.services", services, "spring.name", (name != null) ? name : "unknown") : Map.of();
		}

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
