// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.telemetry;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.aspirespring.examples.apphost.process.LocalAppHostException;

/**
 * The file into which the Aspire CLI writes what the dashboard says.
 *
 * @param folder the folder with the files of all runs
 * @param address what only the file of this run has in it
 */
record DashboardLog(Path folder, String address) {

	private static final Pattern LINE = Pattern.compile("\\[[^\\]]+\\] \\[[A-Z]+\\] \\[Dashboard\\] (.*)");

	private static final Pattern CATEGORY = Pattern.compile("[a-z]{4}: (\\S+)\\[\\d+\\]");

	/**
	 * Returns the messages of some categories.
	 * @param prefix what the categories begin with
	 * @return the messages, line by line
	 */
	List<String> messages(String prefix) {
		List<String> messages = new ArrayList<>();
		String category = "";
		for (String line : lines()) {
			Matcher start = CATEGORY.matcher(line);
			if (start.matches()) {
				category = start.group(1);
			}
			else if (category.startsWith(prefix)) {
				messages.add(line.strip());
			}
		}
		return messages;
	}

	/**
	 * Deletes the file.
	 * @throws IOException if it cannot be deleted
	 */
	void delete() throws IOException {
		Optional<Path> file = file();
		if (file.isPresent()) {
			Files.delete(file.get());
		}
	}

	private List<String> lines() {
		try {
			Path file = file().orElseThrow(() -> new LocalAppHostException("The dashboard has no log."));
			return Files.readAllLines(file)
				.stream()
				.map(LINE::matcher)
				.filter(Matcher::matches)
				.map((line) -> line.group(1))
				.toList();
		}
		catch (IOException ex) {
			throw new LocalAppHostException("The log of the dashboard cannot be read.", ex);
		}
	}

	private Optional<Path> file() throws IOException {
		if (!Files.isDirectory(this.folder)) {
			return Optional.empty();
		}
		try (DirectoryStream<Path> files = Files.newDirectoryStream(this.folder, "*.log")) {
			for (Path file : files) {
				if (Files.readString(file).contains(this.address)) {
					return Optional.of(file);
				}
			}
			return Optional.empty();
		}
	}

}
