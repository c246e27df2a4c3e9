// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program that comes with this one, on its class path, and runs in a JVM of its own: a
 * small one that starts quickly and prints warnings only.
 */
public final class JavaProgram {

	private static final String BOOT_LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

	private static final String LOGGING = """
			handlers=java.util.logging.ConsoleHandler
			.level=WARNING
			java.util.logging.SimpleFormatter.format=%4$s %3$s %5$s%6$s%n
			""";

	private JavaProgram() {
	}

	/**
	 * Makes the command that runs a program.
	 * @param mainClass the name of its main class
	 * @param folder where it may leave files
	 * @param arguments its arguments
	 * @return the command
	 */
	public static ProcessBuilder command(String mainClass, Path folder, String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(java(), "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
						"-Djava.util.logging.config.file=" + loggingConfiguration(folder), "-cp", classPath()));
		if (ClassLoader.getSystemResource(BOOT_LAUNCHER.replace('.', '/') + ".class") != null) {
			// In an executable jar, only the launcher finds the libraries
			command.addAll(List.of("-Dloader.main=" + mainClass, BOOT_LAUNCHER));
		}
		else {
			command.add(mainClass);
		}
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).directory(folder.toFile());
	}

	/**
	 * Returns the command of the Java that runs this.
	 * @return the path of the command
	 */
	public static String java() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

	private static String classPath() {
		// The program runs in another folder
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.map((entry) -> Path.of(entry).toAbsolutePath().toString())
			.collect(Collectors.joining(File.pathSeparator));
	}

	private static Path loggingConfiguration(Path folder) {
		try {
			return Files.writeString(folder.resolve("logging.properties"), LOGGING);
		}
		catch (IOException ex) {
			throw new LocalAppHostException("There is no room for a file in %s.".formatted(folder), ex);
		}
	}

}
