// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.apache.qpid.server.SystemLauncher;

import org.springframework.util.FileSystemUtils;

/**
 * Apache Qpid in this JVM, which speaks the protocol of RabbitMQ.
 */
final class QpidBroker implements AutoCloseable {

	private static final String CONFIGURATION = """
			{ "name": "broker", "modelVersion": "9.1",
			  "authenticationproviders": [ { "name": "users", "type": "Plain", "secureOnlyMechanisms": [],
			    "users": [ { "name": "guest", "type": "managed", "password": "guest" } ] } ],
			  "ports": [ { "name": "plain", "port": %d, "bindingAddress": "127.0.0.1", "protocols": [ "AMQP_0_9_1" ],
			    "transports": [ "TCP" ], "authenticationProvider": "users",
			    "virtualhostaliases": [ { "name": "default", "type": "defaultAlias" } ] } ],
			  "virtualhostnodes": [ { "name": "default", "type": "Memory", "defaultVirtualHostNode": true,
			    "virtualHostInitialConfiguration": "{\\"type\\":\\"Memory\\"}" } ] }
			""";

	private final SystemLauncher launcher = new SystemLauncher();

	private final Path folder;

	private QpidBroker(Path folder) {
		this.folder = folder;
	}

	/**
	 * Starts a broker with a user {@code guest}.
	 */
	static QpidBroker startAt(int port) throws Exception {
		QpidBroker broker = new QpidBroker(Files.createTempDirectory("qpid"));
		Path configuration = Files.writeString(broker.folder.resolve("qpid.json"), CONFIGURATION.formatted(port));
		broker.launcher
			.startup(Map.of("type", "Memory", "initialConfigurationLocation", configuration.toUri().toString(),
					"startupLoggedToSystemOut", "false", "qpid.work_dir", broker.folder.toString()));
		return broker;
	}

	@Override
	public void close() throws IOException {
		this.launcher.shutdown();
		FileSystemUtils.deleteRecursively(this.folder);
	}

}
