// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.process;

import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

import io.github.aspirespring.telemetry.logging.AspireLoggingAutoConfiguration;

/**
 * A service that Spring Boot's developer tools restart once.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ AspireLoggingAutoConfiguration.class, OpenTelemetryLoggingAutoConfiguration.class,
		OpenTelemetrySdkAutoConfiguration.class, OtlpLoggingAutoConfiguration.class })
public class RestartedService {

	private static final Logger logger = LoggerFactory.getLogger(RestartedService.class);

	private static final String RUN = "restarted-service.run";

	/**
	 * Starts the service.
	 */
	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(RestartedService.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.run(args);
	}

	@Bean
	ApplicationRunner restart() {
		return (arguments) -> {
			int run = Integer.getInteger(RUN, 1);
			logger.info("Run {} in a {}", run, getClass().getClassLoader().getClass().getSimpleName());
			System.setProperty(RUN, String.valueOf(run + 1));
			// Neither of both returns before this thread has ended
			new Thread(() -> {
				if (run == 1) {
					restartByDeveloperTools();
				}
				else {
					System.exit(0);
				}
			}).start();
		};
	}

	@Bean
	LastLine lastLine() {
		return new LastLine();
	}

	private static void restartByDeveloperTools() {
		Class<?> restarter = ClassUtils.resolveClassName("org.springframework.boot.devtools.restart.Restarter", null);
		Object instance = ReflectionUtils
			.invokeMethod(Objects.requireNonNull(ReflectionUtils.findMethod(restarter, "getInstance")), null);
		ReflectionUtils.invokeMethod(Objects.requireNonNull(ReflectionUtils.findMethod(restarter, "restart")),
				instance);
	}

	static final class LastLine implements AutoCloseable {

		private final int run = Integer.getInteger(RUN, 1);

		@Override
		public void close() {
			logger.info("Last line of run {}", this.run);
		}

	}

}
