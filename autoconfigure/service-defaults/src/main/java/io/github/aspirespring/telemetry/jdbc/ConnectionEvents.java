// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.jdbc;

import java.sql.Connection;

import javax.sql.DataSource;

import net.ttddyy.dsproxy.listener.MethodExecutionContext;
import net.ttddyy.dsproxy.listener.MethodExecutionListener;

/**
 * Passes on that connections are opened and closed, and nothing else: a listener that
 * gets to know of generated keys keeps them until the connection is closed, which for
 * that of a pool takes half an hour.
 */
record ConnectionEvents(MethodExecutionListener listener) implements MethodExecutionListener {

	@Override
	public void beforeMethod(MethodExecutionContext context) {
		if (isWanted(context)) {
			this.listener.beforeMethod(context);
		}
	}

	@Override
	public void afterMethod(MethodExecutionContext context) {
		if (isWanted(context)) {
			this.listener.afterMethod(context);
		}
	}

	private static boolean isWanted(MethodExecutionContext context) {
		return context.getTarget() instanceof DataSource
				|| (context.getTarget() instanceof Connection && context.getMethod().getName().equals("close"));
	}

}
