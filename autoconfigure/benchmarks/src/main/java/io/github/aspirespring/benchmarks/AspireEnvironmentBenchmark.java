// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import io.github.aspirespring.environment.AspireEnvironment;
import io.github.aspirespring.environment.Connection;

/**
 * Reads the variables of a process, beside the few lines of Spring Boot that an
 * application without the starters would write to get at its connection strings. The
 * binder sees those only, and under names that relaxed binding has changed.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class AspireEnvironmentBenchmark {

	/**
	 * The number of variables.
	 */
	@Param({ "10", "100", "1000", "10000" })
	public int size;

	private Map<String, String> variables = Map.of();

	private List<String> services = List.of();

	/**
	 * Makes the variables.
	 */
	@Setup
	public void makeVariables() {
		this.variables = Variables.of(this.size);
		this.services = AspireEnvironment.of(this.variables).services().names();
	}

	/**
	 * Reads all variables into the model.
	 * @return the model
	 */
	@Benchmark
	public AspireEnvironment model() {
		return AspireEnvironment.of(this.variables);
	}

	/**
	 * Reads all variables into the model and looks up everything it holds.
	 * @param blackhole takes what is found
	 */
	@Benchmark
	public void modelAndLookUps(Blackhole blackhole) {
		AspireEnvironment environment = AspireEnvironment.of(this.variables);
		for (Connection connection : environment.connections()) {
			blackhole.consume(environment.connections().find(connection.name()));
		}
		for (String service : this.services) {
			blackhole.consume(environment.services().find(service));
		}
	}

	/**
	 * Binds the connection strings with Spring Boot alone.
	 * @return the connection strings by name
	 */
	@Benchmark
	public Map<String, String> springBootBinder() {
		Map<String, Object> source = Map.copyOf(this.variables);
		Iterable<ConfigurationPropertySource> sources = ConfigurationPropertySources
			.from(new SystemEnvironmentPropertySource("systemEnvironment", source));
		return new Binder(sources).bind("connectionstrings", Bindable.mapOf(String.class, String.class)).get();
	}

}
