// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.amqp;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import io.github.aspirespring.examples.apphost.machine.Executable;
import io.github.aspirespring.examples.apphost.model.RabbitMqBroker;
import io.github.aspirespring.examples.apphost.process.ChildProcess;
import io.github.aspirespring.examples.apphost.process.Console;
import io.github.aspirespring.examples.apphost.process.LoopbackPort;

/**
 * The RabbitMQ of this machine, as a node of its own that shares nothing with the service
 * the system may run: not its data, not its cookie, not its port mapper.
 */
final class InstalledRabbitMq implements AmqpLauncher {

	private static final String SERVER = "rabbitmq-server";

	private static final String PORT_MAPPER = "epmd";

	/**
	 * Where Debian and Red Hat put the scripts. Those which they put on the {@code PATH}
	 * insist on running as another user.
	 */
	private static final Path PACKAGES = Path.of("/usr/lib/rabbitmq/lib");

	static boolean isAvailable() {
		return server().isPresent() && Executable.onPath(PORT_MAPPER).isPresent();
	}

	@Override
	public Launched launch(RabbitMqBroker broker, Path home, Console console) throws IOException {
		int mapperPort = LoopbackPort.free();
		ProcessBuilder mapper = new ProcessBuilder(Executable.onPath(PORT_MAPPER).orElseThrow().toString(), "-port",
				Integer.toString(mapperPort), "-address", "127.0.0.1");
		ProcessBuilder server = new ProcessBuilder(server().orElseThrow().toString()).directory(home.toFile());
		server.environment().keySet().removeIf((name) -> name.startsWith("RABBITMQ_"));
		server.environment().putAll(environment(broker, home, mapperPort));
		// Left to itself, the node would start one that outlives it
		ChildProcess portMapper = ChildProcess.start(broker.name(), mapper, "", console);
		return new Launched(ChildProcess.start(broker.name(), server, "", console), portMapper);
	}

	private static Map<String, String> environment(RabbitMqBroker broker, Path home, int mapperPort)
			throws IOException {
		Path configuration = Files.writeString(home.resolve("rabbitmq.conf"), """
				listeners.tcp.1 = 127.0.0.1:%d
				default_user = %s
				default_pass = %s
				log.file = false
				log.console = true
				log.console.level = warning
				""".formatted(broker.port(), broker.userName(), broker.password()));
		Path plugins = Files.writeString(home.resolve("enabled_plugins"), "[].");
		return Map.ofEntries(Map.entry("HOME", home.toString()), Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
				Map.entry("ERL_EPMD_PORT", Integer.toString(mapperPort)),
				Map.entry("ERL_CRASH_DUMP", home.resolve("erl_crash.dump").toString()),
				Map.entry("RABBITMQ_NODENAME", broker.name() + "@localhost"),
				Map.entry("RABBITMQ_DIST_PORT", Integer.toString(LoopbackPort.free())),
				Map.entry("RABBITMQ_CONF_ENV_FILE", home.resolve("rabbitmq-env.conf").toString()),
				Map.entry("RABBITMQ_CONFIG_FILE", configuration.toString()),
				Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", plugins.toString()),
				Map.entry("RABBITMQ_MNESIA_BASE", home.resolve("data").toString()),
				Map.entry("RABBITMQ_LOG_BASE", home.resolve("log").toString()), Map.entry("RABBITMQ_LOGS", "-"),
				Map.entry("RABBITMQ_PID_FILE", home.resolve("pid").toString()));
	}

	private static Optional<Path> server() {
		return packagedServer().or(() -> Executable.onPath(SERVER));
	}

	private static Optional<Path> packagedServer() {
		if (!Files.isDirectory(PACKAGES)) {
			return Optional.empty();
		}
		try (DirectoryStream<Path> versions = Files.newDirectoryStream(PACKAGES, "rabbitmq_server-*")) {
			for (Path version : versions) {
				Path server = version.resolve("sbin").resolve(SERVER);
				if (Files.isExecutable(server)) {
					return Optional.of(server);
				}
			}
			return Optional.empty();
		}
		catch (IOException ex) {
			// A folder nobody may look into holds nothing for us
			return Optional.empty();
		}
	}

}
