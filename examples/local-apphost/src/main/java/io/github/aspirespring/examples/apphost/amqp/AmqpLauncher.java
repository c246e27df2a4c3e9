// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.amqp;

import java.io.IOException;
import java.nio.file.Path;

import io.github.aspirespring.examples.apphost.model.RabbitMqBroker;
import io.github.aspirespring.examples.apphost.process.ChildProcess;
import io.github.aspirespring.examples.apphost.process.Console;

/**
 * Starts the processes of an AMQP broker.
 */
@FunctionalInterface
interface AmqpLauncher {

	/**
	 * Starts a broker, without waiting for it.
	 * @param broker where it has to listen, and who may log in
	 * @param home an empty folder of its own
	 * @param console where its output goes
	 * @return the broker
	 * @throws IOException if something cannot be written
	 */
	Launched launch(RabbitMqBroker broker, Path home, Console console) throws IOException;

	/**
	 * A broker that is starting.
	 *
	 * @param process the process of the broker
	 * @param companion what is needed for as long as the broker runs, and no longer
	 */
	record Launched(ChildProcess process, AutoCloseable companion) implements AutoCloseable {

		Launched(ChildProcess process) {
			this(process, () -> {
			});
		}

		@Override
		public void close() throws Exception {
			this.process.close();
			this.companion.close();
		}

	}

}
