// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.trust;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Real certificates to test with: those that the JVM trusts.
 */
final class Certificates {

	private static final List<X509Certificate> ALL = read();

	private Certificates() {
	}

	static X509Certificate get(int index) {
		return ALL.get(index);
	}

	/**
	 * Returns a certificate in PEM format.
	 */
	static String pem(int index) {
		return pem("CERTIFICATE", get(index));
	}

	static String pem(String label, X509Certificate certificate) {
		try {
			String base64 = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(certificate.getEncoded());
			return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Writes a trust store with one certificate, as {@code javax.net.ssl.trustStore}
	 * names it.
	 */
	static Path trustStore(Path file, int index) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		store.setCertificateEntry("one", get(index));
		try (OutputStream content = Files.newOutputStream(file)) {
			store.store(content, "changeit".toCharArray());
		}
		return file;
	}

	private static List<X509Certificate> read() {
		try {
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init((KeyStore) null);
			return List.of(((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
