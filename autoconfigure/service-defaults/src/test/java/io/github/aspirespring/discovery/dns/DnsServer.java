// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.dns;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A name server on the loopback interface, with as much of the protocol as the tests
 * need.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035">RFC 1035</a>
 */
final class DnsServer implements AutoCloseable {

	private static final int MAX_UDP = 512;

	private static final Map<Integer, String> TYPES = Map.of(1, "A", 28, "AAAA", 33, "SRV");

	private static final int SERVER_FAILURE = 2;

	private static final int NAME_ERROR = 3;

	private final Map<String, List<byte[]>> records = new ConcurrentHashMap<>();

	private final List<String> queries = new CopyOnWriteArrayList<>();

	private final List<String> broken = new CopyOnWriteArrayList<>();

	private final List<String> silent = new CopyOnWriteArrayList<>();

	private final DatagramSocket udp;

	private final ServerSocket tcp;

	private DnsServer(DatagramSocket udp, ServerSocket tcp) {
		this.udp = udp;
		this.tcp = tcp;
	}

	static DnsServer start() {
		try {
			ServerSocket tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
			DatagramSocket udp = new DatagramSocket(
					new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort()));
			DnsServer server = new DnsServer(udp, tcp);
			start("udp", server::answerDatagrams);
			start("tcp", server::answerConnections);
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the address as the property of the name servers has it.
	 */
	String address() {
		return "127.0.0.1:" + this.udp.getLocalPort();
	}

	DnsServer service(String name, int priority, int weight, int port, String target) {
		ByteArrayOutputStream data = new ByteArrayOutputStream();
		data.writeBytes(ByteBuffer.allocate(6)
			.putShort((short) priority)
			.putShort((short) weight)
			.putShort((short) port)
			.array());
		for (String label : target.split("\\.")) {
			data.write(label.length());
			data.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
		}
		data.write(0);
		return add("SRV", name, data.toByteArray());
	}

	DnsServer host(String name, String address) {
		try {
			byte[] data = InetAddress.getByName(address).getAddress();
			return add((data.length == 4) ? "A" : "AAAA", name, data);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void removeAll() {
		this.records.clear();
	}

	/**
	 * Answers questions that start with a text, such as {@code AAAA}, with a failure.
	 */
	void breakDown(String query) {
		this.broken.add(query);
	}

	/**
	 * Does not answer questions that start with a text.
	 */
	void fallSilent(String query) {
		this.silent.add(query);
	}

	void recover() {
		this.broken.clear();
		this.silent.clear();
	}

	/**
	 * Returns the questions so far, such as {@code SRV _default._tcp.basket.ns}.
	 */
	List<String> queries() {
		return List.copyOf(this.queries);
	}

	@Override
	public void close() {
		this.udp.close();
		try {
			this.tcp.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private DnsServer add(String type, String name, byte[] data) {
		this.records.computeIfAbsent(type + " " + name, (key) -> new CopyOnWriteArrayList<>()).add(data);
		return this;
	}

	private void answerDatagrams() throws IOException {
		while (true) {
			DatagramPacket packet = new DatagramPacket(new byte[MAX_UDP], MAX_UDP);
			this.udp.receive(packet);
			byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()), MAX_UDP);
			if (answer.length > 0) {
				this.udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
			}
		}
	}

	private void answerConnections() throws IOException {
		while (true) {
			try (Socket socket = this.tcp.accept()) {
				DataInputStream in = new DataInputStream(socket.getInputStream());
				byte[] answer = answer(in.readNBytes(in.readUnsignedShort()), Integer.MAX_VALUE);
				DataOutputStream out = new DataOutputStream(socket.getOutputStream());
				out.writeShort(answer.length);
				out.write(answer);
			}
		}
	}

	private byte[] answer(byte[] query, int maxLength) {
		StringBuilder name = new StringBuilder();
		int position = 12;
		while (query[position] != 0) {
			name.append(name.isEmpty() ? "" : ".")
				.append(new String(query, position + 1, query[position], StandardCharsets.US_ASCII));
			position += query[position] + 1;
		}
		String key = TYPES.get((int) query[position + 2]) + " " + name.toString().toLowerCase(Locale.ROOT);
		this.queries.add(key);
		if (this.silent.stream().anyMatch(key::startsWith)) {
			return new byte[0];
		}
		boolean exists = this.records.keySet().stream().anyMatch((other) -> other.endsWith(" " + name));
		int code = exists ? 0 : NAME_ERROR;
		if (this.broken.stream().anyMatch(key::startsWith)) {
			code = SERVER_FAILURE;
		}
		byte[] question = Arrays.copyOfRange(query, 12, position + 5);
		List<byte[]> answers = (code == 0) ? this.records.getOrDefault(key, List.of()) : List.of();
		byte[] whole = message(query, question, answers, 0x8180 | code);
		return (whole.length <= maxLength) ? whole : message(query, question, List.of(), 0x8380);
	}

	private static byte[] message(byte[] query, byte[] question, List<byte[]> answers, int flags) {
		ByteArrayOutputStream message = new ByteArrayOutputStream();
		message.write(query, 0, 2);
		message.writeBytes(ByteBuffer.allocate(10)
			.putShort((short) flags)
			.putShort((short) 1)
			.putShort((short) answers.size())
			.putInt(0)
			.array());
		message.writeBytes(question);
		for (byte[] answer : answers) {
			// The name is that of the question; the record is valid for half a minute
			message.writeBytes(new byte[] { (byte) 0xC0, 12 });
			message.write(question, question.length - 4, 4);
			message.writeBytes(ByteBuffer.allocate(6).putInt(30).putShort((short) answer.length).array());
			message.writeBytes(answer);
		}
		return message.toByteArray();
	}

	private static void start(String name, Answers answers) {
		Thread thread = new Thread(() -> {
			try {
				answers.run();
			}
			catch (SocketException ex) {
				// The server was closed
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}, "dns-server-" + name);
		thread.setDaemon(true);
		thread.start();
	}

	private interface Answers {

		void run() throws IOException;

	}

}
