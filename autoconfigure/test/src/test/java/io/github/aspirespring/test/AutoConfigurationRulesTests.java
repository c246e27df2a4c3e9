// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.aspirespring.boot.ConnectionSelector;
import io.github.aspirespring.test.echo.AspireEchoAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AutoConfigurationRulesTests {

	private static final String IMPORTS = "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private static final String NAME = AspireEchoAutoConfiguration.class.getName();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path root;

	@BeforeEach
	void writeModuleThatKeepsTheRules() throws IOException {
		copy(AspireEchoAutoConfiguration.class);
		write(IMPORTS, NAME + "\n");
		write(METADATA,
				"""
						{"properties": [{"name": "aspire.echo.enabled", "type": "java.lang.Boolean", "description": "Whether.", "defaultValue": true}]}
						""");
	}

	@Test
	void acceptModuleThatKeepsThem() {
		assertThatCode(this::check).doesNotThrowAnyException();
	}

	@Test
	void acceptRegistrationsOfWhatAllIntegrationsShare() {
		assertThatCode(() -> AutoConfigurationRules.visitRoot(ConnectionSelector.class,
				AutoConfigurationRules::checkRegistrations))
			.doesNotThrowAnyException();
	}

	@Test
	void rejectPublicTypeThatReadsTheEnvironment() throws IOException {
		copy(ConnectionSelector.class);
		assertThatThrownBy(() -> AutoConfigurationRules.check(this.root, "io.github.aspirespring.boot"))
			.isInstanceOf(AssertionError.class);
	}

	@Test
	void rejectPublicTypeThatIsNotMeantToBe() throws IOException {
		copy(AppHostVariables.class);
		assertThatThrownBy(() -> AutoConfigurationRules.check(this.root, "io.github.aspirespring.test"))
			.isInstanceOf(AssertionError.class)
			.hasMessageContaining("AppHostVariables");
	}

	@Test
	void rejectRegistrationOfWhatDoesNotExist() throws IOException {
		write(IMPORTS, NAME + "\nio.github.aspirespring.test.echo.Missing\n");
		assertThatIllegalStateException().isThrownBy(this::check).withMessageContaining("which does not exist");
	}

	@Test
	void rejectAutoConfigurationThatIsNotRegistered() throws IOException {
		write(IMPORTS, "");
		assertThatIllegalStateException().isThrownBy(this::check).withMessageContaining("does not list");
	}

	@Test
	void rejectRegistrationsOutOfOrder() throws IOException {
		write("META-INF/spring.factories", "key=" + NAME + ",a.First\n");
		assertThatIllegalStateException().isThrownBy(this::check).withMessageContaining("is not sorted");
	}

	@Test
	void rejectPropertyWithoutDescription() throws IOException {
		write(METADATA, "{\"properties\": [{\"name\": \"aspire.echo.name\", \"type\": \"java.lang.String\"}]}");
		assertThatIllegalStateException().isThrownBy(this::check).withMessageContaining("has no description");
	}

	@Test
	void rejectPropertyWithoutDefault() throws IOException {
		write(METADATA,
				"{\"properties\": [{\"name\": \"aspire.a\", \"type\": \"java.lang.Integer\", \"description\": \"A.\"}]}");
		assertThatIllegalStateException().isThrownBy(this::check).withMessageContaining("has no default");
	}

	@Test
	void rejectPropertyOfForeignNamespace() throws IOException {
		write(METADATA, "{\"properties\": [{\"name\": \"spring.a\", \"type\": \"java.lang.String\"}]}");
		assertThatIllegalStateException().isThrownBy(this::check).withMessageContaining("outside of our namespace");
	}

	private void check() {
		AutoConfigurationRules.check(this.root, AspireEchoAutoConfiguration.class.getPackageName());
	}

	private void copy(Class<?> type) throws IOException {
		String name = type.getName().replace('.', '/') + ".class";
		Path file = this.root.resolve(name);
		Files.createDirectories(Objects.requireNonNull(file.getParent()));
		try (InputStream content = type.getClassLoader().getResourceAsStream(name)) {
			Files.write(file, Objects.requireNonNull(content).readAllBytes());
		}
	}

	private void write(String name, String content) throws IOException {
		Path file = this.root.resolve(name);
		Files.createDirectories(Objects.requireNonNull(file.getParent()));
		Files.writeString(file, content);
	}

}
