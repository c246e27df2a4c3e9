// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Ports nobody listens on.
 */
public final class LoopbackPort {

	private LoopbackPort() {
	}

	/**
	 * Finds a random port that is free right now.
	 * @return the port
	 */
	public static int free() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new LocalAppHostException("There is no free port on this machine.", ex);
		}
	}

}
