// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Tells the failures that say that no connection was made from all others. What was not
 * sent can be sent elsewhere, whatever it is. A connection that is reset and a response
 * that does not come are no such failures: the request may have arrived.
 */
final class ConnectFailure {

	// A cycle of causes is possible, if unlikely
	private static final int MAX_DEPTH = 16;

	private ConnectFailure() {
	}

	/**
	 * Tells whether no connection was made.
	 */
	static boolean isCauseOf(Throwable failure) {
		return any(failure, ConnectFailure::isConnectFailure);
	}

	/**
	 * Tells whether no connection was made because there is no host of that name.
	 */
	static boolean isUnknownHost(Throwable failure) {
		return any(failure,
				(cause) -> cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException);
	}

	private static boolean isConnectFailure(Throwable failure) {
		return failure instanceof ConnectException || failure instanceof NoRouteToHostException
				|| failure instanceof UnknownHostException || failure instanceof UnresolvedAddressException
				|| failure instanceof HttpConnectTimeoutException || isConnectTimeout(failure)
				|| (failure instanceof SocketException && "Network is unreachable".equals(failure.getMessage()));
	}

	// HttpURLConnection and Jetty tell a connection from a response that takes too long
	// by the message alone; the exceptions of Apache and Netty have one name
	private static boolean isConnectTimeout(Throwable failure) {
		return failure.getClass().getSimpleName().equals("ConnectTimeoutException")
				|| (failure instanceof SocketTimeoutException && ("Connect timed out".equals(failure.getMessage())
						|| "Connect Timeout".equals(failure.getMessage())));
	}

	private static boolean any(Throwable failure, Predicate<Throwable> test) {
		@Nullable Throwable cause = failure;
		for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
			if (test.test(cause)) {
				return true;
			}
			cause = cause.getCause();
		}
		return false;
	}

}
