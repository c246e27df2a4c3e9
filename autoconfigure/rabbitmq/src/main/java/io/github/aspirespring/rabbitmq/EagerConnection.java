// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.retry.RetryException;

/**
 * The connection of an application that wants to have one before it starts its listeners.
 *
 * @param factory the connection factory
 * @param target where it connects to, without secrets
 * @param retries how often to try again
 */
record EagerConnection(ConnectionFactory factory, String target, int retries) {

	void open() {
		try {
			ConnectRetry.template(this.factory, this.target, this.retries).execute(() -> {
				this.factory.createConnection().close();
				return true;
			});
		}
		catch (RetryException ex) {
			throw new NoConnectionException(this.target, ex.getCause());
		}
	}

	/**
	 * The application wants to be connected when it starts, and is not.
	 */
	static final class NoConnectionException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		NoConnectionException(String target, Throwable cause) {
			super("There is no connection to RabbitMQ at " + target + ": " + ConnectRetry.rootCause(cause), cause);
		}

	}

	/**
	 * Says why there is no connection, and what to do.
	 */
	static final class Analyzer extends AbstractFailureAnalyzer<NoConnectionException> {

		@Override
		protected FailureAnalysis analyze(Throwable rootFailure, NoConnectionException cause) {
			String action = (cause.getCause() != null && ConnectRetry.isUnreachable(cause.getCause()))
					? "Let the AppHost start the application after RabbitMQ (WaitFor), set a higher "
							+ "'aspire.rabbitmq.connect-retries', or set 'aspire.rabbitmq.connect-eagerly' to false to "
							+ "start without a connection."
					: "RabbitMQ answered, so that trying again was no use. Correct the credentials, the virtual host or "
							+ "the trust in its certificate, or set 'aspire.rabbitmq.connect-eagerly' to false to start "
							+ "without a connection.";
			return new FailureAnalysis(cause.getMessage() + ".", action, cause);
		}

	}

}
