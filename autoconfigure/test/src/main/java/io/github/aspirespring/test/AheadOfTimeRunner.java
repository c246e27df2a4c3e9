// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.AnnotationConfigRegistry;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.test.tools.TestCompiler;

/**
 * Processes an application ahead of time, as a build does, and runs what comes out of it
 * with the variables of an AppHost. It needs {@code spring-core-test}, whose
 * {@link org.springframework.core.test.tools.CompileWithForkedClassLoader} has to be on
 * the test class.
 *
 * @param application a configuration class
 * @param buildProperties the properties that the application has in the build
 * @param variables what the AppHost injects in the run
 * @param applicationProperties the properties that the application has in the run, below
 * the variables
 */
public record AheadOfTimeRunner(Class<?> application, Map<String, Object> buildProperties, AppHostVariables variables,
		Map<String, Object> applicationProperties) {

	/**
	 * Creates a runner without properties and variables.
	 * @param application a configuration class
	 */
	public AheadOfTimeRunner(Class<?> application) {
		this(application, Map.of(), AppHostVariables.none(), Map.of());
	}

	/**
	 * Sets the properties that the application has in the build.
	 * @param properties values by name
	 * @return a runner with these properties
	 */
	public AheadOfTimeRunner withBuildProperties(Map<String, Object> properties) {
		return new AheadOfTimeRunner(this.application, properties, this.variables, this.applicationProperties);
	}

	/**
	 * Sets what the AppHost injects in the run.
	 * @param variables the variables
	 * @return a runner with these variables
	 */
	public AheadOfTimeRunner withVariables(AppHostVariables variables) {
		return new AheadOfTimeRunner(this.application, this.buildProperties, variables, this.applicationProperties);
	}

	/**
	 * Sets the properties that the application has in the run, below the variables.
	 * @param properties values by name
	 * @return a runner with these properties
	 */
	public AheadOfTimeRunner withApplicationProperties(Map<String, Object> properties) {
		return new AheadOfTimeRunner(this.application, this.buildProperties, this.variables, properties);
	}

	/**
	 * Processes, compiles and runs the application.
	 * @param test what is done with the running application
	 */
	public void run(Consumer<GenericApplicationContext> test) {
		run(AnnotationConfigApplicationContext::new, GenericApplicationContext::new, test);
	}

	/**
	 * Processes, compiles and runs the application in contexts of another type, such as
	 * that of a web application.
	 * @param <B> the type of the context in the build
	 * @param <C> the type of the context in the run
	 * @param build creates the context in the build
	 * @param run creates the context in the run
	 * @param test what is done with the running application
	 */
	public <B extends GenericApplicationContext & AnnotationConfigRegistry, C extends GenericApplicationContext> void run(
			Supplier<B> build, Supplier<C> run, Consumer<C> test) {
		TestCompiler.forSystem().with(process(build)).compile((compiled) -> {
			try (C context = run.get()) {
				addProperties(context, this.applicationProperties);
				this.variables.initialize(context);
				initializer(compiled.getInstance(ApplicationContextInitializer.class)).initialize(context);
				context.refresh();
				test.accept(context);
			}
		});
	}

	private <B extends GenericApplicationContext & AnnotationConfigRegistry> TestGenerationContext process(
			Supplier<B> build) {
		TestGenerationContext generation = new TestGenerationContext();
		System.setProperty(AbstractAotProcessor.AOT_PROCESSING, "true");
		try (B source = build.get()) {
			addProperties(source, this.buildProperties);
			source.register(this.application);
			new ApplicationContextAotGenerator().processAheadOfTime(source, generation);
		}
		finally {
			System.clearProperty(AbstractAotProcessor.AOT_PROCESSING);
		}
		generation.writeGeneratedContent();
		return generation;
	}

	@SuppressWarnings("unchecked")
	private static ApplicationContextInitializer<GenericApplicationContext> initializer(
			ApplicationContextInitializer<?> initializer) {
		return (ApplicationContextInitializer<GenericApplicationContext>) initializer;
	}

	private static void addProperties(GenericApplicationContext context, Map<String, Object> properties) {
		context.getEnvironment().getPropertySources().addLast(new MapPropertySource("application", properties));
	}

}
