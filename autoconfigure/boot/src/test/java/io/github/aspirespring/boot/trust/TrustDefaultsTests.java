// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.trust;

import java.io.File;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import io.github.aspirespring.boot.AspireDefaultsEnvironmentPostProcessor;

import static org.assertj.core.api.Assertions.assertThat;

class TrustDefaultsTests {

	private static final String TRACES = "management.opentelemetry.tracing.export.otlp.";

	private static final List<String> BUNDLES = List.of(TRACES + "ssl.bundle",
			"management.opentelemetry.logging.export.otlp.ssl.bundle", "management.otlp.metrics.export.ssl.bundle");

	@Test
	void areNoneWithoutCertificates() {
		StandardEnvironment environment = environment(Map.of(), Map.of());
		assertThat(environment.getPropertySources().contains("aspireDefaults")).isFalse();
	}

	@Test
	void takeTheFileFromTheVariable() {
		StandardEnvironment environment = environment(Map.of("SSL_CERT_FILE", "/dev/ca.pem"), Map.of());
		assertThat(environment.getProperty("aspire.trust.certificate-file")).isEqualTo("/dev/ca.pem");
	}

	@Test
	void takeTheDirectoriesFromTheVariable() {
		String directories = String.join(File.pathSeparator, "/dev/a,b", "", "/etc/ssl/certs", "");
		StandardEnvironment environment = environment(Map.of("SSL_CERT_DIR", directories), Map.of());
		assertThat(directories(environment)).containsExactly("/dev/a,b", "/etc/ssl/certs");
	}

	@Test
	void loseToTheApplication() {
		StandardEnvironment environment = environment(
				Map.of("SSL_CERT_FILE", "/dev/ca.pem", "SSL_CERT_DIR", "/dev/certs"),
				Map.of("aspire.trust.certificate-file", "/own.pem", "aspire.trust.certificate-directories", "/own,/two",
						TRACES + "endpoint", "https://localhost/v1/traces", TRACES + "ssl.bundle", "mine"));
		assertThat(environment.getProperty("aspire.trust.certificate-file")).isEqualTo("/own.pem");
		assertThat(directories(environment)).containsExactly("/own", "/two");
		assertThat(environment.getProperty(TRACES + "ssl.bundle")).isEqualTo("mine");
	}

	@ParameterizedTest
	@ValueSource(strings = { "aspire.trust.certificate-file", "aspire.trust.certificate-directories",
			"aspire.trust.certificate-directories[0]" })
	void useWhatOnlyTheApplicationNames(String property) {
		StandardEnvironment environment = environment(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "https://localhost:4317"),
				Map.of(property, "/own"));
		assertThat(BUNDLES).allSatisfy((bundle) -> assertThat(environment.getProperty(bundle)).isEqualTo("aspire"));
	}

	@Test
	void areForTelemetryOverTlsOnly() {
		StandardEnvironment environment = environment(
				Map.of("SSL_CERT_FILE", "/dev/ca.pem", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318",
						"OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "https://localhost:4319/v1/metrics"),
				Map.of(TRACES + "endpoint", "HTTPS://localhost:4320/v1/traces"));
		assertThat(BUNDLES.stream().filter(environment::containsProperty)).containsExactly(TRACES + "ssl.bundle",
				"management.otlp.metrics.export.ssl.bundle");
		assertThat(environment(Map.of("SSL_CERT_FILE", "/dev/ca.pem"), Map.of())
			.containsProperty("management.otlp.metrics.export.ssl.bundle")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "aspire.enabled", "aspire.trust.enabled" })
	void areNoneWhenSwitchedOff(String property) {
		StandardEnvironment environment = environment(
				Map.of("SSL_CERT_FILE", "/dev/ca.pem", "OTEL_EXPORTER_OTLP_ENDPOINT", "https://localhost:4317"),
				Map.of(property, "false"));
		assertThat(environment.containsProperty("aspire.trust.certificate-file")).isFalse();
		assertThat(BUNDLES).noneMatch(environment::containsProperty);
	}

	private static StandardEnvironment environment(Map<String, Object> variables, Map<String, Object> application) {
		StandardEnvironment environment = new StandardEnvironment();
		String source = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		environment.getPropertySources().replace(source, new SystemEnvironmentPropertySource(source, variables));
		environment.getPropertySources().addLast(new MapPropertySource("application", application));
		new AspireDefaultsEnvironmentPostProcessor().postProcessEnvironment(environment, new SpringApplication());
		return environment;
	}

	private static List<String> directories(StandardEnvironment environment) {
		return Binder.get(environment)
			.bind("aspire.trust.certificate-directories", Bindable.listOf(String.class))
			.get();
	}

}
