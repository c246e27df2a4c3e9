// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingConnectionDetails;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Auto-configuration for what the signals of telemetry share.
 */
@AutoConfiguration
@EnableConfigurationProperties(TelemetryProperties.class)
public final class AspireTelemetryAutoConfiguration {

	/**
	 * Spring Boot decides in the build on what is exported, and by which protocol.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(AheadOfTimeProcessing.class)
	@ConditionalOnClass(OtlpTracingConnectionDetails.class)
	@ConditionalOnTelemetry
	static class AheadOfTimeConfiguration {

		@Bean
		SmartInitializingSingleton aspireAheadOfTimeExportCheck(ObjectProvider<OtlpTracingProperties> properties,
				ObjectProvider<OtlpTracingConnectionDetails> connectionDetails) {
			return () -> properties.ifAvailable((tracing) -> {
				if (tracing.getEndpoint() != null && connectionDetails.getIfAvailable() == null) {
					LogFactory.getLog(AspireTelemetryAutoConfiguration.class)
						.warn("Telemetry is not exported, because this application was processed ahead of time "
								+ "without an OTLP endpoint. Set OTEL_EXPORTER_OTLP_ENDPOINT and "
								+ "OTEL_EXPORTER_OTLP_PROTOCOL in the build as well");
				}
			});
		}

	}

	static class AheadOfTimeProcessing implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING);
		}

	}

}
