// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.util.Assert;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * The rules that the module of an integration keeps: what is public in it, what it may
 * depend on, and that its registrations and its configuration metadata are complete.
 */
public final class AutoConfigurationRules {

	private static final String IMPORTS = "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private static final List<ArchRule> RULES = List.of(
			classes().that()
				.areAnnotatedWith(AutoConfiguration.class)
				.should()
				.bePublic()
				.andShould()
				.haveModifier(JavaModifier.FINAL)
				.because("Spring Boot orders and excludes auto-configurations by their type, and nobody extends them"),
			methods().that()
				.areDeclaredInClassesThat()
				.areAnnotatedWith(AutoConfiguration.class)
				.and()
				.areAnnotatedWith(Bean.class)
				.should()
				.notBePublic()
				.because("beans are reached through the application context"),
			methods().that()
				.areAnnotatedWith(Bean.class)
				.should()
				.notBeAnnotatedWith(ConditionalOnClass.class)
				.because("the signature of the method is loaded before the condition is evaluated"),
			noClasses().should()
				.dependOnClassesThat()
				.resideInAPackage("org.springframework.core.env..")
				.because("what the environment says is read in one place"),
			noClasses().should()
				.callMethod(System.class, "getenv")
				.orShould()
				.callMethod(System.class, "getenv", String.class)
				.because("variables are read through Spring's environment, which tests can replace"));

	private AutoConfigurationRules() {
	}

	/**
	 * Checks the module that a class belongs to.
	 * @param type a class of the module, such as its auto-configuration
	 * @param publicTypes what else of the module is public, because code is written
	 * against it. The rules are about the package that all of them have in common, and
	 * those below it
	 * @throws AssertionError if the module breaks a rule
	 */
	public static void check(Class<?> type, Class<?>... publicTypes) {
		String packageName = type.getPackageName();
		for (Class<?> publicType : publicTypes) {
			packageName = common(packageName, publicType.getPackageName());
		}
		String checked = packageName;
		visitRoot(type, (root) -> check(root, checked, publicTypes));
	}

	static void check(Path root, String packageName, Class<?>... publicTypes) {
		JavaClasses classes = new ClassFileImporter().importPath(root).that(resideInAPackage(packageName + ".."));
		RULES.forEach((rule) -> rule.check(classes));
		nothingElseIsPublic(publicTypes).check(classes);
		SlicesRuleDefinition.slices()
			.matching(packageName + ".(**)")
			.should()
			.beFreeOfCycles()
			.allowEmptyShould(true)
			.check(classes);
		checkRegistrations(root);
	}

	private static ArchRule nothingElseIsPublic(Class<?>... publicTypes) {
		return classes().that()
			.areNotAnnotatedWith(AutoConfiguration.class)
			.and()
			.haveSimpleNameNotEndingWith("package-info")
			.and(not(belongToAnyOf(publicTypes)))
			.should()
			.notBePublic()
			.because("a module is used through what it configures, and through the types that it means to be used")
			.allowEmptyShould(true);
	}

	private static String common(String one, String other) {
		String common = one;
		while (!(other + ".").startsWith(common + ".")) {
			common = common.substring(0, common.lastIndexOf('.'));
		}
		return common;
	}

	static void checkRegistrations(Path root) {
		checkImports(root);
		checkFactories(root);
		checkMetadata(root);
	}

	private static void checkImports(Path root) {
		List<String> imports = read(root.resolve(IMPORTS)).lines().toList();
		Assert.state(imports.equals(imports.stream().sorted().toList()), () -> IMPORTS + " is not sorted");
		imports.forEach((name) -> checkExists(root, name, IMPORTS));
		try (Stream<Path> files = Files.walk(root)) {
			List<String> autoConfigurations = files.map((file) -> root.relativize(file).toString())
				.filter((name) -> name.endsWith("AutoConfiguration.class"))
				.map((name) -> name.substring(0, name.length() - ".class".length()).replaceAll("[/\\\\]", "."))
				.sorted()
				.toList();
			Assert.state(imports.equals(autoConfigurations), () -> IMPORTS + " does not list " + autoConfigurations);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void checkFactories(Path root) {
		Path file = root.resolve("META-INF/spring.factories");
		if (!Files.exists(file)) {
			return;
		}
		Properties factories = new Properties();
		try (InputStream content = Files.newInputStream(file)) {
			factories.load(content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		factories.stringPropertyNames().forEach((key) -> {
			List<String> names = List.of(factories.getProperty(key).split(","));
			Assert.state(names.equals(names.stream().sorted().toList()),
					() -> "spring.factories: " + key + " is not sorted");
			names.forEach((name) -> checkExists(root, name, "spring.factories"));
		});
	}

	private static void checkMetadata(Path root) {
		JsonNode metadata = JsonMapper.builder().build().readTree(read(root.resolve(METADATA)));
		for (JsonNode property : metadata.path("properties")) {
			String name = property.path("name").asString();
			Assert.state(name.startsWith("aspire."), () -> "'" + name + "' is outside of our namespace");
			Assert.state(property.path("description").asString("").endsWith("."),
					() -> "'" + name + "' has no description in its metadata");
			boolean optional = property.path("type").asString().matches("java\\.(lang\\.String|util\\.(Map|List)<.*)");
			Assert.state(optional || property.has("defaultValue"),
					() -> "'" + name + "' has no default in its metadata");
		}
	}

	private static void checkExists(Path root, String type, String file) {
		Assert.state(Files.exists(root.resolve(type.replace('.', '/') + ".class")),
				() -> file + " names " + type + ", which does not exist");
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// A directory in the build of the module itself, a jar everywhere else
	static void visitRoot(Class<?> type, Consumer<Path> visitor) {
		try {
			Path location = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
			if (Files.isDirectory(location)) {
				visitor.accept(location);
				return;
			}
			try (FileSystem jar = FileSystems.newFileSystem(location)) {
				visitor.accept(jar.getPath("/"));
			}
		}
		catch (IOException | URISyntaxException ex) {
			throw new IllegalStateException("The module of " + type.getName() + " cannot be read", ex);
		}
	}

}
