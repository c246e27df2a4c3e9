// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.trust;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

import org.jspecify.annotations.Nullable;

/**
 * The trust manager of the JVM for more certificates than its own. They are read when a
 * server shows its certificate for the first time: an application that uses no TLS does
 * without, and a file that cannot be read does not keep it from starting.
 */
final class MergedTrustManager extends X509ExtendedTrustManager {

	private final TrustedCertificates certificates;

	private volatile @Nullable X509ExtendedTrustManager delegate;

	MergedTrustManager(TrustedCertificates certificates) {
		this.certificates = certificates;
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		delegate().checkClientTrusted(chain, authType);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		delegate().checkClientTrusted(chain, authType, socket);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		delegate().checkClientTrusted(chain, authType, engine);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		delegate().checkServerTrusted(chain, authType);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		delegate().checkServerTrusted(chain, authType, socket);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		delegate().checkServerTrusted(chain, authType, engine);
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		try {
			return delegate().getAcceptedIssuers();
		}
		catch (CertificateException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private X509ExtendedTrustManager delegate() throws CertificateException {
		X509ExtendedTrustManager current = this.delegate;
		if (current != null) {
			return current;
		}
		synchronized (this) {
			current = this.delegate;
			if (current == null) {
				current = this.certificates.mergedTrustManager();
				this.delegate = current;
			}
			return current;
		}
	}

}
