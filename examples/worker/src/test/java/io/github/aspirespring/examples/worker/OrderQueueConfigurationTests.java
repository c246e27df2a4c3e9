// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.worker;

import org.junit.jupiter.api.Test;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.listener.ListenerExecutionFailedException;
import org.springframework.amqp.support.converter.MessageConversionException;
import org.springframework.boot.retry.RetryPolicySettings;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OrderQueueConfiguration}.
 */
class OrderQueueConfigurationTests {

	private final OrderQueueConfiguration configuration = new OrderQueueConfiguration();

	private final RetryPolicy policy = policy();

	@Test
	void databaseThatIsAwayIsTriedAgain() {
		assertThat(this.policy.shouldRetry(failure(new DataAccessResourceFailureException("connection refused"))))
			.isTrue();
	}

	@Test
	void whatIsNoOrderIsNot() {
		assertThat(this.policy.shouldRetry(failure(new MessageConversionException("no JSON")))).isFalse();
	}

	@Test
	void queuesSurviveARestartOfTheBrokerAndNeedNothingOnlyRabbitMqKnows() {
		assertThat(new Queue[] { this.configuration.orders(), this.configuration.deadOrders() }).allSatisfy((queue) -> {
			assertThat(queue.isDurable()).isTrue();
			assertThat(queue.getArguments()).isEmpty();
		});
	}

	private RetryPolicy policy() {
		RetryPolicySettings settings = new RetryPolicySettings();
		this.configuration.noOrderIsNeverTriedAgain().customize(settings);
		return settings.createRetryPolicy();
	}

	private static ListenerExecutionFailedException failure(Exception cause) {
		return new ListenerExecutionFailedException("Listener failed", cause, new Message(new byte[0]));
	}

}
