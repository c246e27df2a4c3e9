// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Ports of this machine.
 */
public final class LoopbackPort {

	private LoopbackPort() {
	}

	/**
	 * Tells whether somebody listens on a port.
	 * @param port the port
	 * @return whether a connection could be made
	 */
	static boolean isOpen(int port) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
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
