// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.aspirespring.boot.ApplicationDefaults;
import io.github.aspirespring.boot.EnvironmentPreparedListener;

/**
 * Says that telemetry is left to the OpenTelemetry Java agent.
 */
final class JavaAgentListener extends EnvironmentPreparedListener {

	private static final Log logger = LogFactory.getLog(JavaAgentListener.class);

	@Override
	protected void onEnvironmentPrepared(ApplicationDefaults.Context context) {
		if ("true".equalsIgnoreCase(context.property(JavaAgent.PROPERTY)) && JavaAgent.isInCharge(context)) {
			logger.info("Telemetry is left to the OpenTelemetry Java agent, which is attached. "
					+ "For that of Spring Boot set aspire.telemetry.enabled=true, or OTEL_JAVAAGENT_ENABLED=false");
		}
	}

}
