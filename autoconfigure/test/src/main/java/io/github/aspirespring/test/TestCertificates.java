// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate authority of its own and the certificate of a server, made by the JDK's
 * keytool, for tests with TLS. Nothing of it is older than the test or outlives its
 * folder.
 */
public final class TestCertificates {

	private static final String STORE_PASSWORD = "changeit";

	private final Path folder;

	private TestCertificates(Path folder) {
		this.folder = folder;
	}

	/**
	 * Creates an authority and a server certificate.
	 * @param folder where the files go
	 * @param names the subject alternative names of the server, as keytool wants them:
	 * {@code dns:localhost,ip:127.0.0.1}
	 * @return the certificates
	 */
	public static TestCertificates create(Path folder, String names) {
		TestCertificates certificates = new TestCertificates(folder);
		try {
			certificates.keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Test CA", "-ext", "bc:critical=ca:true",
					"-keyalg", "EC", "-keystore", "ca.p12");
			certificates.keytool("-genkeypair", "-alias", "server", "-dname", "CN=Test Server", "-keyalg", "EC",
					"-keystore", "server.p12");
			certificates.keytool("-certreq", "-alias", "server", "-keystore", "server.p12", "-file", "server.csr");
			certificates.keytool("-gencert", "-alias", "ca", "-keystore", "ca.p12", "-infile", "server.csr", "-outfile",
					"server.crt", "-rfc", "-ext", "san=" + names);
			KeyStore authority = certificates.load("ca.p12");
			certificates.writePem("ca.crt", "CERTIFICATE", authority.getCertificate("ca").getEncoded());
			certificates.writePem("server.key", "PRIVATE KEY",
					certificates.load("server.p12").getKey("server", STORE_PASSWORD.toCharArray()).getEncoded());
			certificates.writeTrustStore(authority.getCertificate("ca"));
			return certificates;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns the certificate of the authority.
	 * @return a PEM file
	 */
	public Path authority() {
		return file("ca.crt");
	}

	/**
	 * Returns the certificate of the server.
	 * @return a PEM file
	 */
	public Path certificate() {
		return file("server.crt");
	}

	/**
	 * Returns the key of the server, which nobody else can read.
	 * @return a PEM file
	 */
	public Path key() {
		return file("server.key");
	}

	/**
	 * Returns a trust store as AppHosts write it: not encrypted, sealed with an empty
	 * password, and given to the JVM without one.
	 * @return a PKCS #12 file with the certificate of the authority
	 */
	public Path trustStore() {
		return file("trust.p12");
	}

	/**
	 * Returns the options by which an AppHost makes a JVM trust the authority.
	 * @return options of the {@code java} command
	 */
	public List<String> trustOptions() {
		return List.of("-Djavax.net.ssl.trustStore=" + trustStore(), "-Djavax.net.ssl.trustStoreType=PKCS12");
	}

	private Path file(String name) {
		return this.folder.resolve(name);
	}

	private void keytool(String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
		command.addAll(List.of(arguments));
		command.addAll(List.of("-storepass", STORE_PASSWORD, "-J-Xshare:auto", "-J-XX:TieredStopAtLevel=1"));
		if (List.of(arguments).contains("-genkeypair") || List.of(arguments).contains("-gencert")) {
			command.addAll(List.of("-validity", "2"));
		}
		Process process = new ProcessBuilder(command).directory(this.folder.toFile()).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (process.onExit().join().exitValue() != 0) {
			throw new IOException("keytool failed: " + output);
		}
	}

	private KeyStore load(String name) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream content = Files.newInputStream(file(name))) {
			store.load(content, STORE_PASSWORD.toCharArray());
		}
		return store;
	}

	private void writePem(String name, String type, byte[] content) throws IOException {
		Path file = Files.createFile(file(name));
		if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
			Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
		}
		Files.writeString(file,
				"-----BEGIN " + type + "-----\n"
						+ Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content) + "\n-----END " + type
						+ "-----\n");
	}

	private void writeTrustStore(Certificate authority) throws IOException, GeneralSecurityException {
		String property = "keystore.pkcs12.certProtectionAlgorithm";
		System.setProperty(property, "NONE");
		try (OutputStream content = Files.newOutputStream(trustStore())) {
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			store.setCertificateEntry("ca", authority);
			store.store(content, new char[0]);
		}
		finally {
			System.clearProperty(property);
		}
	}

}
