// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.amqp;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.model.SystemConfig;

/**
 * Runs Apache Qpid Broker-J in a process of its own until that is told to end. The
 * password comes from standard input, which keeps it out of files and process lists.
 */
public final class QpidProgram {

	static final String PASSWORD = "amqp.password";

	private QpidProgram() {
	}

	/**
	 * Starts the broker.
	 * @param args the file with its configuration, and the one with its properties
	 * @throws Exception if it does not start
	 */
	public static void main(String[] args) throws Exception {
		BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		System.setProperty(PASSWORD, input.readLine());
		SystemLauncher launcher = new SystemLauncher();
		Runtime.getRuntime().addShutdownHook(new Thread(launcher::shutdown, "stop-broker"));
		launcher.startup(Map.of(SystemConfig.TYPE, "Memory", SystemConfig.INITIAL_CONFIGURATION_LOCATION, args[0],
				SystemConfig.INITIAL_SYSTEM_PROPERTIES_LOCATION, args[1], SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT,
				false));
	}

}
