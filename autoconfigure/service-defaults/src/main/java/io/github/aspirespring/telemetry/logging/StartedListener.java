// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.logging;

import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;

/**
 * Lets go of what has been logged so far where no exporter has come.
 */
final class StartedListener implements ApplicationListener<SpringApplicationEvent> {

	@Override
	public void onApplicationEvent(SpringApplicationEvent event) {
		boolean settled = event instanceof ApplicationStartedEvent || event instanceof ApplicationFailedEvent;
		if (settled && LoggingListener.isAppenderUsable()) {
			LogbackBridge.releaseUnused();
		}
	}

}
