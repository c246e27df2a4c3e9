// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Installs a Maven release: downloads it, compares its checksum and unpacks it. Several
 * of these may run at once, since the directory appears in one move and only when it is
 * complete.
 * <p>
 * {@code MVNW_REPOURL} names another repository to download from, {@code MVNW_USERNAME}
 * and {@code MVNW_PASSWORD} are for a repository which asks for them.
 */
final class MavenWrapper {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final String version;

	private final String checksum;

	private final URI repository;

	private MavenWrapper(Properties properties) {
		this.version = properties.getProperty("mavenVersion");
		this.checksum = properties.getProperty("mavenSha512");
		String url = System.getenv("MVNW_REPOURL");
		if (url == null || url.isBlank()) {
			url = "https://repo." + properties.getProperty("mavenDomain") + "/maven2";
		}
		this.repository = URI.create(url.endsWith("/") ? url : url + "/");
		if (this.repository.getHost() == null || this.repository.getUserInfo() != null) {
			throw new IllegalArgumentException(
					"MVNW_REPOURL has to be a URL with a host; MVNW_USERNAME and MVNW_PASSWORD are for credentials");
		}
	}

	/**
	 * Installs the release.
	 * @param args the properties file, and the directory that Maven is to be in
	 */
	public static void main(String[] args) {
		try {
			Properties properties = new Properties();
			try (InputStream input = Files.newInputStream(Path.of(args[0]))) {
				properties.load(input);
			}
			new MavenWrapper(properties).install(Path.of(args[1]));
		}
		catch (IOException | GeneralSecurityException | IllegalArgumentException ex) {
			System.err.println("mvnw: " + ex.getMessage());
			System.exit(1);
		}
	}

	private void install(Path directory) throws IOException, GeneralSecurityException {
		Path parent = Files.createDirectories(directory.toAbsolutePath().getParent());
		Path temporary = Files.createTempDirectory(parent, ".install-");
		try {
			Path zip = temporary.resolve("maven.zip");
			verify(download(zip));
			move(unpack(zip, temporary), directory);
		}
		finally {
			delete(temporary);
		}
	}

	private String download(Path zip) throws IOException, GeneralSecurityException {
		URI source = this.repository
			.resolve("org/apache/maven/apache-maven/%1$s/apache-maven-%1$s-bin.zip".formatted(this.version));
		System.err.println("Downloading Maven " + this.version + " from " + source.getHost());
		authenticate();
		MessageDigest digest = MessageDigest.getInstance("SHA-512");
		try {
			URLConnection connection = source.toURL().openConnection();
			connection.setConnectTimeout((int) TIMEOUT.toMillis());
			connection.setReadTimeout((int) TIMEOUT.toMillis());
			try (InputStream input = new DigestInputStream(connection.getInputStream(), digest)) {
				Files.copy(input, zip);
			}
		}
		catch (IOException ex) {
			throw new IOException(
					"cannot download Maven from " + source.getHost() + " (" + ex
							+ "). MVNW_REPOURL names another repository, MAVEN_OPTS a proxy (-Dhttps.proxyHost=...)",
					ex);
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	private void authenticate() {
		String username = System.getenv("MVNW_USERNAME");
		String password = System.getenv("MVNW_PASSWORD");
		if (username == null || password == null) {
			return;
		}
		String host = this.repository.getHost();
		Authenticator.setDefault(new Authenticator() {

			@Override
			protected PasswordAuthentication getPasswordAuthentication() {
				// A redirect or a proxy must not get to know the credentials
				boolean own = getRequestorType() == RequestorType.SERVER && getRequestingHost().equals(host);
				return own ? new PasswordAuthentication(username, password.toCharArray()) : null;
			}

		});
	}

	private void verify(String actual) throws GeneralSecurityException {
		if (!actual.equalsIgnoreCase(this.checksum)) {
			throw new GeneralSecurityException("the download has the wrong SHA-512 and was thrown away. Expected "
					+ this.checksum + ", got " + actual);
		}
	}

	private Path unpack(Path zip, Path directory) throws IOException {
		try (ZipInputStream input = new ZipInputStream(Files.newInputStream(zip))) {
			for (ZipEntry entry = input.getNextEntry(); entry != null; entry = input.getNextEntry()) {
				Path file = directory.resolve(entry.getName()).normalize();
				if (!file.startsWith(directory)) {
					throw new IOException("the archive has an entry outside of itself: " + entry.getName());
				}
				if (entry.isDirectory()) {
					Files.createDirectories(file);
				}
				else {
					write(input, file);
				}
			}
		}
		return directory.resolve("apache-maven-" + this.version);
	}

	private void write(InputStream input, Path file) throws IOException {
		Files.createDirectories(file.getParent());
		try (OutputStream output = Files.newOutputStream(file)) {
			input.transferTo(output);
		}
		if (file.getParent().endsWith("bin")) {
			file.toFile().setExecutable(true, false);
		}
	}

	private void move(Path unpacked, Path directory) throws IOException {
		try {
			Files.move(unpacked, directory, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (FileSystemException ex) {
			// Another process has been quicker
			if (!Files.isDirectory(directory)) {
				throw ex;
			}
		}
	}

	private void delete(Path directory) throws IOException {
		List<Path> files;
		try (Stream<Path> walk = Files.walk(directory)) {
			files = walk.sorted(Comparator.reverseOrder()).toList();
		}
		for (Path file : files) {
			Files.delete(file);
		}
	}

}
