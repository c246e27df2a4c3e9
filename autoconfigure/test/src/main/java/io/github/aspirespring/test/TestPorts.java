// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of this machine for servers that have to be told theirs, and ports that refuse
 * connections.
 */
public final class TestPorts {

	// Below what Linux, macOS and Windows give to whoever asks for any port, and to each
	// client: one of those may have a new owner before a server gets to it
	private static final int FIRST = 10_000;

	private static final int COUNT = 22_768;

	// Tests of several JVMs run side by side
	private static final AtomicInteger NEXT = new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

	// Bound as long as this JVM lives
	private static final Collection<Socket> REFUSING = Collections.synchronizedCollection(new ArrayList<>());

	private TestPorts() {
	}

	/**
	 * Finds a port that nobody listens at, no other test of this JVM has been given, and
	 * no client is given for its end of a connection.
	 * @return the port
	 * @throws IllegalStateException if there is none
	 */
	public static int free() {
		for (int tries = 0; tries < COUNT; tries++) {
			int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
			if (isFree(port)) {
				return port;
			}
		}
		throw new IllegalStateException("None of the ports from " + FIRST + " on is free");
	}

	/**
	 * Reserves a port of the loopback interface that refuses connections, and goes on to
	 * do so until this JVM ends.
	 * @return the port
	 */
	public static int refusing() {
		Socket socket = new Socket();
		try {
			// Bound but not listening, so that nobody else can listen there
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		REFUSING.add(socket);
		return socket.getLocalPort();
	}

	// Servers listen at the loopback interface or at all of them
	private static boolean isFree(int port) {
		for (InetAddress address : List.of(InetAddress.getLoopbackAddress(), new InetSocketAddress(0).getAddress())) {
			try (ServerSocket socket = new ServerSocket()) {
				socket.setReuseAddress(false);
				socket.bind(new InetSocketAddress(address, port), 1);
			}
			catch (IOException ex) {
				return false;
			}
		}
		return true;
	}

}
