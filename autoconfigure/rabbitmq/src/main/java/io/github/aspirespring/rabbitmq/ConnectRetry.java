// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.rabbitmq.client.PossibleAuthenticationFailureException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryState;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;

/**
 * Tries again, as Aspire's .NET client does, when the first connection finds nobody: a
 * server that starts together with the application needs some seconds.
 * <p>
 * It sits in the template, not in the connection factory. That one holds a lock while it
 * connects, and a pause in there would stop all others: threads that send would wait one
 * after the other, and so would health checks, listeners, which have an interval of their
 * own, and the administration, which listeners use when the application starts. In the
 * template every thread waits for itself, and an interrupt ends the wait.
 * <p>
 * Nothing is sent before there is a connection, so that trying again repeats nothing.
 * From the first connection on, or once somebody has tried in vain as often as
 * configured, every failure is reported at once: requests do not pile up while the server
 * is down.
 *
 * @see <a href=
 * "https://github.com/microsoft/aspire/blob/main/src/Components/Aspire.RabbitMQ.Client/AspireRabbitMQExtensions.cs">AspireRabbitMQExtensions</a>
 */
final class ConnectRetry implements RetryListener, ConnectionListener {

	private static final Log logger = LogFactory.getLog(ConnectRetry.class);

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(16);

	private final String target;

	private final int retries;

	private final AtomicInteger told = new AtomicInteger();

	private volatile boolean over;

	private ConnectRetry(String target, int retries) {
		this.target = target;
		this.retries = retries;
	}

	/**
	 * Returns a template that tries again until a connection factory has connected.
	 * @param factory the connection factory
	 * @param target where it connects to, without secrets
	 * @param retries how often to try again
	 * @return the template
	 */
	static RetryTemplate template(ConnectionFactory factory, String target, int retries) {
		ConnectRetry retry = new ConnectRetry(target, retries);
		factory.addConnectionListener(retry);
		RetryTemplate template = new RetryTemplate(RetryPolicy.builder()
			.maxRetries(retries)
			.delay(FIRST_PAUSE)
			.multiplier(2)
			.maxDelay(LONGEST_PAUSE)
			.predicate((failure) -> !retry.over && isUnreachable(failure))
			.build());
		template.setRetryListener(retry);
		return template;
	}

	/**
	 * Tells whether a failure means that nobody answered, as opposed to a server that
	 * refused the user or is not trusted.
	 * @param failure the failure of an attempt to connect
	 * @return whether another attempt can succeed
	 */
	static boolean isUnreachable(Throwable failure) {
		return !isCausedBy(failure, List.of(PossibleAuthenticationFailureException.class, CertificateException.class))
				&& isCausedBy(failure, List.of(SocketException.class, SocketTimeoutException.class,
						UnknownHostException.class, EOFException.class, TimeoutException.class));
	}

	@Override
	public void onCreate(@Nullable Connection connection) {
		this.over = true;
	}

	// One line for all threads that wait
	@Override
	public void beforeRetry(RetryPolicy policy, Retryable<?> retryable, RetryState state) {
		int count = state.getRetryCount();
		if (this.told.getAndAccumulate(count, Math::max) < count && logger.isWarnEnabled()) {
			logger.warn("Trying again to connect to RabbitMQ at " + this.target + ", " + count + " of " + this.retries
					+ ": " + rootCause(state.getLastException()));
		}
	}

	@Override
	public void onRetryPolicyExhaustion(RetryPolicy policy, Retryable<?> retryable, RetryException exception) {
		if (isUnreachable(exception.getCause())) {
			this.over = true;
		}
	}

	static Throwable rootCause(Throwable failure) {
		Throwable cause = failure;
		while (cause.getCause() != null) {
			cause = cause.getCause();
		}
		return cause;
	}

	private static boolean isCausedBy(Throwable failure, List<Class<? extends Throwable>> types) {
		return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
			.anyMatch((cause) -> types.stream().anyMatch((type) -> type.isInstance(cause)));
	}

}
