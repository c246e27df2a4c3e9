// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

import io.github.aspirespring.test.TestPorts;

/**
 * An HTTP server that does what a test says, byte by byte if need be.
 */
public final class TestServer implements AutoCloseable {

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

	private final ServerSocket socket;

	private final Behaviour behaviour;

	private TestServer(int port, Behaviour behaviour) {
		try {
			this.socket = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.behaviour = behaviour;
		start("test-server", this::accept);
	}

	public static TestServer start(Behaviour behaviour) {
		return new TestServer(0, behaviour);
	}

	/**
	 * Starts a server on the port of another one that has been closed.
	 */
	public static TestServer start(int port, Behaviour behaviour) {
		return new TestServer(port, behaviour);
	}

	/**
	 * Returns the address of a server that refuses connections.
	 */
	public static String refusing() {
		return "http://localhost:" + TestPorts.refusing();
	}

	public String url() {
		return "http://localhost:" + port();
	}

	public int port() {
		return this.socket.getLocalPort();
	}

	public List<Request> requests() {
		return this.requests;
	}

	/**
	 * Closes the port and all connections, as if the process had been killed.
	 */
	@Override
	public void close() {
		closeQuietly(this.socket);
		this.connections.forEach(TestServer::closeQuietly);
	}

	/**
	 * Answers with a status and a text.
	 */
	public static void answer(OutputStream out, int status, String body, String... headers) throws IOException {
		StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Test\r\n");
		for (String header : headers) {
			head.append(header).append("\r\n");
		}
		head.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
		out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
		out.flush();
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try {
				Socket connection = this.socket.accept();
				this.connections.add(connection);
				start("test-connection", () -> serve(connection));
			}
			catch (IOException ex) {
				// Closed
			}
		}
	}

	private void serve(Socket connection) {
		try (connection) {
			BufferedReader in = new BufferedReader(
					new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
			for (Request request = read(in); request != null; request = read(in)) {
				this.requests.add(request);
				this.behaviour.answer(request, connection.getOutputStream());
			}
		}
		catch (IOException | InterruptedException ex) {
			// The client has gone, or the test has ended
		}
		finally {
			this.connections.remove(connection);
		}
	}

	private @Nullable Request read(BufferedReader in) throws IOException {
		String line = in.readLine();
		if (line == null) {
			return null;
		}
		String[] start = line.split(" ", -1);
		Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
			int colon = header.indexOf(':');
			headers.put(header.substring(0, colon), header.substring(colon + 1).strip());
		}
		StringBuilder body = new StringBuilder();
		if ("chunked".equals(headers.getOrDefault("Transfer-Encoding", "").toLowerCase(Locale.ROOT))) {
			for (int size = chunk(in); size > 0; size = chunk(in)) {
				read(in, size, body);
				in.readLine();
			}
			in.readLine();
		}
		else {
			read(in, Integer.parseInt(headers.getOrDefault("Content-Length", "0")), body);
		}
		return new Request(this.requests.size() + 1, System.nanoTime(), start[0], start[1], headers, body.toString());
	}

	private static int chunk(BufferedReader in) throws IOException {
		String line = in.readLine();
		return (line != null) ? Integer.parseInt(line.strip(), 16) : 0;
	}

	private static void read(BufferedReader in, int size, StringBuilder body) throws IOException {
		for (int i = 0; i < size; i++) {
			body.append((char) in.read());
		}
	}

	private static void closeQuietly(AutoCloseable closeable) {
		try {
			closeable.close();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void start(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * What the server does with a request.
	 */
	@FunctionalInterface
	public interface Behaviour {

		void answer(Request request, OutputStream out) throws IOException, InterruptedException;

	}

	/**
	 * A request, and the how many-th it is.
	 */
	public record Request(int number, long nanos, String method, String path, Map<String, String> headers,
			String body) {

	}

}
