// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What was asked for on the command line.
 *
 * @param catalogJar the executable jar of the catalog
 * @param once whether to end after the catalog was exercised
 */
record Arguments(Path catalogJar, boolean once) {

	static final String USAGE = """
			Usage: local-apphost [--once] [--catalog-jar=FILE]

			  --once              exercise the catalog, then stop and exit: 0 if everything holds, else 1
			  --catalog-jar=FILE  the catalog's executable jar (default: examples/catalog/target/catalog.jar)
			""";

	private static final String CATALOG_JAR = "--catalog-jar=";

	/**
	 * Reads the command line.
	 * @param args the arguments
	 * @return what they ask for, or empty if they need to be explained
	 */
	static Optional<Arguments> parse(String... args) {
		Path catalogJar = Path.of("examples", "catalog", "target", "catalog.jar");
		boolean once = false;
		for (String arg : args) {
			if (arg.equals("--once")) {
				once = true;
			}
			else if (arg.startsWith(CATALOG_JAR)) {
				catalogJar = Path.of(arg.substring(CATALOG_JAR.length()));
			}
			else {
				return Optional.empty();
			}
		}
		return Optional.of(new Arguments(catalogJar, once));
	}

}
