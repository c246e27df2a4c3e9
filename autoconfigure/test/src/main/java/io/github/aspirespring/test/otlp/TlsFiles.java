// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.otlp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The certificate of a server and its key.
 *
 * @param certificate a PEM file, the certificate of the server first
 * @param key a PEM file with PKCS #8
 */
record TlsFiles(Path certificate, Path key) {

	SSLContext sslContext() throws IOException {
		try (InputStream content = Files.newInputStream(this.certificate)) {
			Certificate[] chain = CertificateFactory.getInstance("X.509")
				.generateCertificates(content)
				.toArray(new Certificate[0]);
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			store.setKeyEntry("server", privateKey(chain[0].getPublicKey().getAlgorithm()), new char[0], chain);
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init(store, new char[0]);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.getKeyManagers(), null, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IOException("No TLS with " + this, ex);
		}
	}

	private PrivateKey privateKey(String algorithm) throws IOException, GeneralSecurityException {
		String content = Files.readString(this.key).replaceAll("-----[A-Z ]+-----", "");
		return KeyFactory.getInstance(algorithm)
			.generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(content)));
	}

}
