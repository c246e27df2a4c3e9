// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.apache.commons.io.FileUtils;

import io.github.aspirespring.examples.apphost.process.ChildProcess;
import io.github.aspirespring.examples.apphost.process.Console;
import io.github.aspirespring.examples.apphost.process.Lifetime;
import io.github.aspirespring.examples.apphost.process.LocalAppHostException;

/**
 * The Aspire CLI, which brings the dashboard. It runs with a home folder of its own, in
 * the cache of the user, where it unpacks itself once.
 *
 * @param command the file to run
 * @param home its home folder
 */
public record AspireCli(Path command, Path home) {

	private static final String VERSION = "13.5.4";

	private static final String COMMAND = isWindows() ? "aspire.exe" : "aspire";

	private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

	private static final Duration FETCH_TIMEOUT = Duration.ofMinutes(5);

	/**
	 * Nothing is looked up on the internet, neither newer versions nor who uses this one.
	 */
	private static final Map<String, String> SETTINGS = Map.of("ASPIRE_CLI_TELEMETRY_OPTOUT", "true",
			"ASPIRE_DASHBOARD_TELEMETRY_OPTOUT", "true", "NO_COLOR", "1", "TERM", "dumb");

	private static final String NO_UPDATES = """
			{"features": {"updateNotificationsEnabled": "false"}}
			""";

	/**
	 * Variables that tell the CLI and the dashboard what to do.
	 */
	private static final List<String> NOT_INHERITED = List.of("ASPIRE_", "ASPNETCORE_", "DASHBOARD__", "KESTREL__",
			"OTEL_");

	/**
	 * Finds the CLI on the {@code PATH}.
	 * @return the CLI, or empty if there is none or it cannot run a dashboard
	 */
	public static Optional<AspireCli> installed() {
		return Executable.onPath(COMMAND)
			.map((command) -> new AspireCli(command, cache().resolve("home")))
			.filter((cli) -> Executable.succeeds(ANSWER_TIMEOUT, cli.command("dashboard", "run", "--help")));
	}

	/**
	 * Fetches the CLI with npm, unless it is in the cache of the user already. It is
	 * about 130 MB.
	 * @param lifetime stops the download if everything is stopped
	 * @param console where the output of npm goes
	 * @return the CLI
	 * @throws LocalAppHostException if there is no npm, or it cannot fetch the CLI
	 */
	public static AspireCli fetch(Lifetime lifetime, Console console) {
		return fetch(isWindows() ? "npm.cmd" : "npm", cache(), lifetime, console);
	}

	static AspireCli fetch(String npm, Path cache, Lifetime lifetime, Console console) {
		Path folder = cache.resolve("aspire-cli-" + VERSION);
		Path command = Stream.of("node_modules", "@microsoft", "aspire-cli-" + platform(), "bin", COMMAND)
			.reduce(folder, Path::resolve, (first, second) -> second);
		if (!Files.isExecutable(command)) {
			console.print("Fetching the Aspire CLI (130 MB, once) ...");
			install(npm, cache, folder, lifetime, console);
		}
		return new AspireCli(command, cache.resolve("home"));
	}

	/**
	 * Makes a command of the CLI.
	 * @param arguments its arguments
	 * @return the command
	 */
	public ProcessBuilder command(String... arguments) {
		List<String> words = new ArrayList<>(List.of(this.command.toString()));
		words.addAll(List.of(arguments));
		ProcessBuilder command = new ProcessBuilder(words).directory(settings().toFile());
		Map<String, String> environment = command.environment();
		environment.keySet().removeIf((name) -> NOT_INHERITED.stream().anyMatch(name::startsWith));
		environment.putAll(SETTINGS);
		environment.put("HOME", this.home.toString());
		environment.put("USERPROFILE", this.home.toString());
		environment.remove("XDG_CACHE_HOME");
		return command;
	}

	private Path settings() {
		try {
			Path folder = Files.createDirectories(this.home.resolve(".aspire"));
			Files.writeString(folder.resolve("aspire.config.json"), NO_UPDATES);
			return this.home;
		}
		catch (IOException ex) {
			throw new LocalAppHostException("There is no room for the Aspire CLI in %s.".formatted(this.home), ex);
		}
	}

	private static void install(String npm, Path cache, Path folder, Lifetime lifetime, Console console) {
		try {
			Path download = Files.createTempDirectory(Files.createDirectories(cache), "download-");
			try {
				npmInstall(npm, download, lifetime, console);
				// A folder with that name is one that somebody else has put there
				// meanwhile
				if (Files.notExists(folder)) {
					Files.move(download, folder);
				}
			}
			finally {
				FileUtils.deleteDirectory(download.toFile());
			}
		}
		catch (IOException ex) {
			throw new LocalAppHostException("There is no room for the Aspire CLI in %s.".formatted(cache), ex);
		}
	}

	private static void npmInstall(String npm, Path folder, Lifetime lifetime, Console console) {
		ProcessBuilder command = new ProcessBuilder(npm, "install", "--prefix", folder.toString(), "--no-save",
				"--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts", "--fetch-retries=1",
				"--fetch-retry-mintimeout=1000", "@microsoft/aspire-cli-%s@%s".formatted(platform(), VERSION));
		ChildProcess process = lifetime.start(() -> ChildProcess.start("npm", command, "", console));
		try (process) {
			if (!process.succeeds(FETCH_TIMEOUT)) {
				throw new LocalAppHostException(
						"npm could not fetch the Aspire CLI. Without --dashboard, the dashboard is not needed.");
			}
		}
	}

	/**
	 * Returns the part of the package's name that tells it from those for other machines.
	 */
	private static String platform() {
		String architecture = System.getProperty("os.arch").matches("aarch64|arm64") ? "arm64" : "x64";
		String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
		return (system.startsWith("win") ? "win" : system.startsWith("mac") ? "osx" : "linux") + "-" + architecture;
	}

	private static boolean isWindows() {
		return System.getProperty("os.name").startsWith("Windows");
	}

	private static Path cache() {
		String cache = new ProcessBuilder().environment().get("XDG_CACHE_HOME");
		Path folder = (cache != null) ? Path.of(cache) : Path.of(System.getProperty("user.home"), ".cache");
		return folder.resolve("aspire-spring-boot").toAbsolutePath();
	}

}
