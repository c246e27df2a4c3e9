// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * A listener for what has to happen before there is an application context, such as
 * keeping the first lines of the log. It is told when all properties are known and
 * logging has been set up. Extensions have a constructor without parameters and are
 * listed in {@code META-INF/spring.factories} under the name of Spring's
 * {@link ApplicationListener}.
 */
public abstract class EnvironmentPreparedListener
		implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	/**
	 * Creates a listener.
	 */
	protected EnvironmentPreparedListener() {
	}

	@Override
	public final void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		onEnvironmentPrepared(new EnvironmentContext(event.getEnvironment()));
	}

	/**
	 * Called when all properties are known and logging has been set up.
	 * @param context what the application has been told, defaults included
	 */
	protected abstract void onEnvironmentPrepared(ApplicationDefaults.Context context);

	@Override
	public final int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER + 1;
	}

}
