// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.amqp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.aspirespring.examples.apphost.model.RabbitMqBroker;
import io.github.aspirespring.examples.apphost.process.ChildProcess;
import io.github.aspirespring.examples.apphost.process.Console;
import io.github.aspirespring.examples.apphost.process.JavaProgram;

/**
 * Apache Qpid Broker-J, for machines without RabbitMQ. It keeps everything in memory, and
 * it does not know what RabbitMQ adds to the protocol, such as dead-letter exchanges.
 */
final class EmbeddedQpid implements AmqpLauncher {

	@Override
	public Launched launch(RabbitMqBroker broker, Path home, Console console) throws IOException {
		Path configuration = Files.writeString(home.resolve("broker.json"), """
				{
				  "name": "%1$s",
				  "modelVersion": "9.1",
				  "authenticationproviders": [{
				    "name": "passwords",
				    "type": "Plain",
				    "secureOnlyMechanisms": [],
				    "users": [{"name": "%2$s", "type": "managed", "password": "${%4$s}"}]
				  }],
				  "ports": [{
				    "name": "amqp",
				    "port": "%3$d",
				    "bindingAddress": "127.0.0.1",
				    "protocols": ["AMQP_0_9_1"],
				    "authenticationProvider": "passwords",
				    "virtualhostaliases": [{"name": "default", "type": "defaultAlias"}]
				  }],
				  "virtualhostnodes": [{
				    "name": "default",
				    "type": "Memory",
				    "defaultVirtualHostNode": "true",
				    "virtualHostInitialConfiguration": "{\\"type\\": \\"Memory\\"}"
				  }]
				}
				""".formatted(broker.name(), broker.userName(), broker.port(), QpidProgram.PASSWORD));
		// Those it comes with, it cannot find in an executable jar
		Path properties = Files.writeString(home.resolve("system.properties"),
				"qpid.work_dir=" + home.resolve("work").toString().replace('\\', '/'));
		ProcessBuilder command = JavaProgram.command(QpidProgram.class.getName(), home, configuration.toString(),
				properties.toString());
		return new Launched(ChildProcess.start(broker.name(), command, broker.password() + "\n", console));
	}

}
