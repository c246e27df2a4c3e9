// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.logging;

import io.opentelemetry.api.OpenTelemetry;

import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * Leads what is logged to the OpenTelemetry of an application context, as long as that is
 * open. This happens before the other beans are created: beans are destroyed in the
 * opposite order, and so their last lines are exported too.
 */
final class LogbackInstaller implements BeanFactoryInitializer<ListableBeanFactory>, DisposableBean {

	private final LogbackBridge.Target target;

	LogbackInstaller(OpenTelemetry openTelemetry, LoggingProperties properties) {
		this.target = new LogbackBridge.Target(openTelemetry, properties);
	}

	@Override
	public void initialize(ListableBeanFactory beanFactory) {
		if (LoggingListener.isAppenderUsable()) {
			LogbackBridge.open(this.target);
		}
	}

	@Override
	public void destroy() {
		LogbackBridge.close(this.target);
	}

}
