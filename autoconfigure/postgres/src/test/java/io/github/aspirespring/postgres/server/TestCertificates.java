// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A certificate authority and the certificate of a server, made by the JDK's keytool.
 */
final class TestCertificates {

	private static final String STORE_PASSWORD = "changeit";

	private final Path folder;

	private TestCertificates(Path folder) {
		this.folder = folder;
	}

	/**
	 * Creates an authority and a server certificate.
	 * @param folder where the files go
	 * @param names the subject alternative names of the server, as keytool wants them
	 */
	static TestCertificates create(Path folder, String names) {
		TestCertificates certificates = new TestCertificates(folder);
		try {
			certificates.keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Test CA", "-ext", "bc:critical=ca:true",
					"-keyalg", "EC", "-validity", "2", "-keystore", "ca.p12");
			certificates.keytool("-genkeypair", "-alias", "server", "-dname", "CN=PostgreSQL", "-keyalg", "EC",
					"-keystore", "server.p12");
			certificates.keytool("-certreq", "-alias", "server", "-keystore", "server.p12", "-file", "server.csr");
			certificates.keytool("-gencert", "-alias", "ca", "-keystore", "ca.p12", "-infile", "server.csr", "-outfile",
					"server.crt", "-rfc", "-validity", "2", "-ext", "san=" + names);
			certificates.keytool("-exportcert", "-alias", "ca", "-keystore", "ca.p12", "-rfc", "-file", "ca.crt");
			certificates.keytool("-importcert", "-alias", "ca", "-keystore", "trust.p12", "-file", "ca.crt",
					"-noprompt");
			certificates.writeKey();
			return certificates;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns the settings of a server that uses its certificate.
	 */
	Map<String, String> serverSettings() {
		return Map.of("ssl_cert_file", file("server.crt").toString(), "ssl_key_file", file("server.key").toString());
	}

	/**
	 * Returns the certificate of the authority.
	 */
	Path authority() {
		return file("ca.crt");
	}

	/**
	 * Returns the options of a JVM that trusts the authority.
	 */
	List<String> trust() {
		return List.of("-Djavax.net.ssl.trustStore=" + file("trust.p12"), "-Djavax.net.ssl.trustStoreType=PKCS12",
				"-Djavax.net.ssl.trustStorePassword=" + STORE_PASSWORD);
	}

	private Path file(String name) {
		return this.folder.resolve(name);
	}

	private void keytool(String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
		command.addAll(List.of(arguments));
		command.addAll(List.of("-storepass", STORE_PASSWORD, "-J-XX:TieredStopAtLevel=1"));
		Process process = new ProcessBuilder(command).directory(this.folder.toFile()).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (process.onExit().join().exitValue() != 0) {
			throw new IOException("keytool failed: " + output);
		}
	}

	// The server refuses a key that others can read
	private void writeKey() throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream content = Files.newInputStream(file("server.p12"))) {
			store.load(content, STORE_PASSWORD.toCharArray());
		}
		byte[] key = store.getKey("server", STORE_PASSWORD.toCharArray()).getEncoded();
		Files.writeString(file("server.key"), "-----BEGIN PRIVATE KEY-----\n"
				+ Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(key) + "\n-----END PRIVATE KEY-----\n");
		if (Files.getFileStore(this.folder).supportsFileAttributeView("posix")) {
			Files.setPosixFilePermissions(file("server.key"), PosixFilePermissions.fromString("rw-------"));
		}
	}

}
