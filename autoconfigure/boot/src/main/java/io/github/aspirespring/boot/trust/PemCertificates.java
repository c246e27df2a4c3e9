// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Certificates of files in PEM format, each of them once: the directory of a system holds
 * the same ones under several names and in a bundle.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468, Textual Encodings of
 * PKIX, PKCS, and CMS Structures</a>
 */
final class PemCertificates {

	private static final Log logger = LogFactory.getLog(PemCertificates.class);

	private static final String BEGIN = "-----BEGIN ";

	private static final String END = "-----END ";

	private static final String DASHES = "-----";

	// Not OpenSSL's trusted certificates, which may say that they are not to be trusted
	private static final Set<String> LABELS = Set.of("CERTIFICATE", "X509 CERTIFICATE");

	// As openssl rehash names them, and as people do
	private static final Pattern FILE_NAME = Pattern.compile("[0-9a-f]{8}\\.[0-9]+|.+\\.(pem|crt|cer)",
			Pattern.CASE_INSENSITIVE);

	// By their bytes, as characters: a text is compared and hashed much faster
	private final Map<String, X509Certificate> certificates = new LinkedHashMap<>();

	private final Set<String> bodies = new HashSet<>();

	private final Set<Path> files = new HashSet<>();

	private final CertificateFactory factory;

	PemCertificates() throws CertificateException {
		this.factory = CertificateFactory.getInstance("X.509");
	}

	int size() {
		return this.certificates.size();
	}

	void add(X509Certificate certificate) throws CertificateException {
		this.certificates.put(key(certificate.getEncoded()), certificate);
	}

	/**
	 * Adds the certificates of a file. Anything else in it is skipped.
	 * @param file the file
	 * @return the number of certificates in it, whether known or new
	 * @throws IOException if the file cannot be read
	 */
	int addFile(Path file) throws IOException {
		String text = Files.readString(file, StandardCharsets.ISO_8859_1);
		int found = 0;
		int begin = text.indexOf(BEGIN);
		while (begin >= 0) {
			int label = begin + BEGIN.length();
			String body = body(text, label);
			if (body != null && add(file, body)) {
				found++;
			}
			begin = text.indexOf(BEGIN, label);
		}
		return found;
	}

	/**
	 * Adds the certificates of the files in a directory. A file that cannot be read is
	 * skipped.
	 * @param directory the directory
	 * @return the number of certificates in it, whether known or new
	 * @throws IOException if the directory cannot be read
	 */
	int addDirectory(Path directory) throws IOException {
		int found = 0;
		try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, PemCertificates::isCandidate)) {
			for (Path entry : entries) {
				found += addEntry(entry);
			}
		}
		catch (DirectoryIteratorException ex) {
			throw ex.getCause();
		}
		return found;
	}

	/**
	 * Returns the certificates as a trust store.
	 * @return a store in memory
	 * @throws GeneralSecurityException if the JVM has no such store
	 * @throws IOException if an empty store cannot be made
	 */
	KeyStore toKeyStore() throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
		store.load(null, null);
		for (X509Certificate certificate : this.certificates.values()) {
			store.setCertificateEntry(Integer.toString(store.size()), certificate);
		}
		return store;
	}

	private int addEntry(Path entry) {
		try {
			Path file = entry.toRealPath();
			return (this.files.add(file) && Files.isRegularFile(file)) ? addFile(file) : 0;
		}
		catch (IOException ex) {
			logger.debug("'" + entry + "' cannot be read, so it is not trusted", ex);
			return 0;
		}
	}

	/**
	 * Returns what stands between the two lines around a certificate.
	 */
	private static @Nullable String body(String text, int start) {
		int dashes = text.indexOf(DASHES, start);
		if (dashes < 0 || !LABELS.contains(text.substring(start, dashes))) {
			return null;
		}
		int body = dashes + DASHES.length();
		int end = text.indexOf(DASHES, body);
		return (end >= 0 && text.startsWith(END, end)) ? text.substring(body, end).strip() : null;
	}

	private boolean add(Path file, String body) {
		if (this.bodies.contains(body)) {
			return true;
		}
		try {
			byte[] encoded = Base64.getMimeDecoder().decode(body);
			String key = key(encoded);
			if (!this.certificates.containsKey(key)) {
				this.certificates.put(key,
						(X509Certificate) this.factory.generateCertificate(new ByteArrayInputStream(encoded)));
			}
			this.bodies.add(body);
			return true;
		}
		catch (CertificateException | IllegalArgumentException ex) {
			logger.debug("'" + file + "' has a certificate that cannot be read, so it is not trusted", ex);
			return false;
		}
	}

	private static String key(byte[] encoded) {
		return new String(encoded, StandardCharsets.ISO_8859_1);
	}

	private static boolean isCandidate(Path entry) {
		Path name = entry.getFileName();
		return name != null && FILE_NAME.matcher(name.toString()).matches();
	}

}
