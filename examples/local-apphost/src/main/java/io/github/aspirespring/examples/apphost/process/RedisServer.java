// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.process;

import java.io.IOException;
import java.time.Duration;

import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.RedisExecProvider;
import redis.embedded.exceptions.OsDetectionException;

import io.github.aspirespring.examples.apphost.model.RedisStore;

/**
 * A real Redis server that wants a password.
 */
public final class RedisServer implements AutoCloseable {

	private static final String INSTALLED_SERVER = "redis-server";

	private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

	private final ChildProcess process;

	private final RedisStore resource;

	private RedisServer(ChildProcess process, RedisStore resource) {
		this.process = process;
		this.resource = resource;
	}

	/**
	 * Starts a server on a free port of this machine.
	 * @param name the name of the resource
	 * @param password the password clients have to give
	 * @param folder the folder for its data
	 * @param console where its output goes
	 * @return the server, ready for clients
	 * @throws LocalAppHostException if there is no Redis for this machine or it does not
	 * start
	 */
	public static RedisServer start(String name, String password, RunFolder folder, Console console) {
		RedisStore resource = new RedisStore(name, "localhost", LoopbackPort.free(), password);
		ProcessBuilder command = new ProcessBuilder(executable(), "-").directory(folder.path().toFile());
		// Standard input keeps the password out of files and process lists
		ChildProcess process = ChildProcess.start(name, command, """
				bind 127.0.0.1
				port %d
				requirepass %s
				save ""
				""".formatted(resource.port(), password), console);
		RedisServer server = new RedisServer(process, resource);
		try {
			Await.until("become ready", START_TIMEOUT, process, server::isReady);
			return server;
		}
		catch (LocalAppHostException ex) {
			server.close();
			throw ex;
		}
	}

	/**
	 * Returns the resource services can reference.
	 * @return the resource
	 */
	public RedisStore resource() {
		return this.resource;
	}

	/**
	 * Stops the server.
	 */
	@Override
	public void close() {
		this.process.close();
	}

	@Override
	public String toString() {
		return this.resource.toString();
	}

	private boolean isReady() {
		try (RedisClient client = connect(this.resource)) {
			return "PONG".equals(client.ping());
		}
		catch (JedisException ex) {
			return false;
		}
	}

	/**
	 * Connects to a server.
	 * @param resource the server
	 * @return a client, to be closed by the caller
	 */
	public static RedisClient connect(RedisStore resource) {
		return RedisClient.create(resource.host(), resource.port(), null, resource.password());
	}

	private static String executable() {
		try {
			return RedisExecProvider.defaultProvider().get().getAbsolutePath();
		}
		catch (IllegalArgumentException | OsDetectionException | IOException ex) {
			if (isInstalled()) {
				return INSTALLED_SERVER;
			}
			throw new LocalAppHostException("""
					There is no Redis for this machine: none for %s (%s) comes with this example, and there is \
					no redis-server on the PATH. Install one, or use Linux, macOS or WSL, or one of the AppHosts \
					in examples/apphost.""".formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
					ex);
		}
	}

	private static boolean isInstalled() {
		try {
			new ProcessBuilder(INSTALLED_SERVER, "--version").start().toHandle().destroy();
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
