// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import io.github.aspirespring.boot.ApplicationDefaults;

/**
 * The OpenTelemetry Java agent, which instruments an application on its own: whoever
 * attaches it does not want every span, metric and log record twice.
 *
 * @see <a href= "https://opentelemetry.io/docs/zero-code/java/agent/">OpenTelemetry Java
 * agent</a>
 */
final class JavaAgent {

	/**
	 * The property that is {@code true} where telemetry is left to the agent.
	 */
	static final String PROPERTY = "aspire.telemetry.java-agent";

	private static final String BOOTSTRAP_TYPE = "io.opentelemetry.javaagent.bootstrap.AgentInitializer";

	private JavaAgent() {
	}

	/**
	 * Tells whether telemetry is left to the agent: it is attached to this JVM and has
	 * not been switched off, and the application does not insist on ours.
	 */
	static boolean isInCharge(ApplicationDefaults.Context context) {
		if ("true".equalsIgnoreCase(context.property("aspire.telemetry.enabled"))) {
			return false;
		}
		String told = context.property(PROPERTY);
		return (told != null) ? Boolean.parseBoolean(told)
				: isAttached() && !"false".equalsIgnoreCase(context.property("otel.javaagent.enabled"));
	}

	// The agent adds itself to what the bootstrap class loader finds, and nobody else can
	private static boolean isAttached() {
		try {
			Class.forName(BOOTSTRAP_TYPE, false, null);
			return true;
		}
		catch (ClassNotFoundException ex) {
			return false;
		}
	}

}
