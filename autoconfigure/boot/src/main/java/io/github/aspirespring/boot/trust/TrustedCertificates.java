// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of the files and directories that are set. What cannot be read is not
 * trusted, and said once.
 */
final class TrustedCertificates {

	private static final Log logger = LogFactory.getLog(TrustedCertificates.class);

	private final @Nullable String file;

	private final List<String> directories;

	TrustedCertificates(TrustProperties properties) {
		this.file = properties.certificateFile();
		this.directories = (properties.certificateDirectories() != null)
				? List.copyOf(properties.certificateDirectories()) : List.of();
	}

	/**
	 * Returns a trust manager of the JVM which trusts these certificates as well.
	 * @throws CertificateException if the JVM's own trust store cannot be read
	 */
	X509ExtendedTrustManager mergedTrustManager() throws CertificateException {
		long start = System.nanoTime();
		try {
			PemCertificates certificates = new PemCertificates();
			for (X509Certificate certificate : trustManager(null).getAcceptedIssuers()) {
				certificates.add(certificate);
			}
			int own = certificates.size();
			addFile(certificates);
			addDirectories(certificates);
			X509ExtendedTrustManager merged = trustManager(certificates.toKeyStore());
			if (logger.isDebugEnabled()) {
				logger.debug("Trusting %d certificates in addition to %d of the JVM, read in %d ms"
					.formatted(certificates.size() - own, own, Duration.ofNanos(System.nanoTime() - start).toMillis()));
			}
			return merged;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new CertificateException("The trust store of the JVM cannot be read: " + ex.getMessage(), ex);
		}
	}

	private void addFile(PemCertificates certificates) {
		if (this.file == null || this.file.isBlank()) {
			return;
		}
		try {
			Path path = Path.of(this.file);
			if (!Files.exists(path)) {
				warnOfFile("does not exist");
			}
			else if (certificates.addFile(path) == 0) {
				warnOfFile("holds no certificate in PEM format");
			}
		}
		catch (InvalidPathException | IOException ex) {
			warnOfFile("cannot be read (" + ex + ")");
		}
	}

	private void warnOfFile(String problem) {
		logger.warn("'" + this.file + "' " + problem + ": no certificate of it is trusted. '" + TrustDefaults.FILE
				+ "' names it, else SSL_CERT_FILE; correct the path, or remove it.");
	}

	// As OpenSSL, this does not mind that some of them are missing: AppHosts add those of
	// several systems
	private void addDirectories(PemCertificates certificates) {
		int found = 0;
		for (String directory : this.directories) {
			try {
				found += certificates.addDirectory(Path.of(directory));
			}
			catch (InvalidPathException | IOException ex) {
				logger.debug("The directory '" + directory + "' cannot be read", ex);
			}
		}
		if (found == 0 && !this.directories.isEmpty()) {
			logger
				.warn("There is no certificate in PEM format in " + this.directories + ". '" + TrustDefaults.DIRECTORIES
						+ "' names these directories, else SSL_CERT_DIR; correct the paths, or " + "remove them.");
		}
	}

	private static X509ExtendedTrustManager trustManager(@Nullable KeyStore trustStore)
			throws GeneralSecurityException {
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(trustStore);
		for (TrustManager trustManager : factory.getTrustManagers()) {
			if (trustManager instanceof X509ExtendedTrustManager extended) {
				return extended;
			}
		}
		throw new CertificateException("no trust manager of the JVM compares host names");
	}

}
