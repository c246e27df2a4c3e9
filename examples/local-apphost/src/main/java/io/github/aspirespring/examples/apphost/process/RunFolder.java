// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.commons.io.FileUtils;

/**
 * The folder that holds all data of one run and goes away with it. Nobody but its owner
 * can look into it.
 *
 * @param path the folder
 */
public record RunFolder(Path path) implements AutoCloseable {

	/**
	 * Creates a folder.
	 * @return the folder, in the temporary folder of the machine
	 */
	public static RunFolder create() {
		try {
			return new RunFolder(Files.createTempDirectory("local-apphost-"));
		}
		catch (IOException ex) {
			throw new LocalAppHostException("There is no folder for the data.", ex);
		}
	}

	/**
	 * Deletes the folder with all that is in it.
	 * @throws IOException if something in it cannot be deleted
	 */
	@Override
	public void close() throws IOException {
		FileUtils.deleteDirectory(this.path.toFile());
	}

}
