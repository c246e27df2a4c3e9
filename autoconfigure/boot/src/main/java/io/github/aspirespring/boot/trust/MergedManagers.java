// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.trust;

import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslManagerBundle;

/**
 * Trusts what the JVM and the AppHost trust, and shows the key that the JVM shows.
 */
final class MergedManagers implements SslManagerBundle {

	private final TrustManagerFactory trustManagerFactory;

	private volatile @Nullable KeyManagerFactory keyManagerFactory;

	MergedManagers(TrustedCertificates certificates) {
		try {
			TrustManagerFactory jvm = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			this.trustManagerFactory = new FixedTrustManagerFactory(new MergedTrustManager(certificates), jvm);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The JVM has no way to trust a certificate", ex);
		}
	}

	@Override
	public TrustManagerFactory getTrustManagerFactory() {
		return this.trustManagerFactory;
	}

	@Override
	public KeyManagerFactory getKeyManagerFactory() {
		KeyManagerFactory factory = this.keyManagerFactory;
		if (factory == null) {
			factory = JvmKeys.read();
			this.keyManagerFactory = factory;
		}
		return factory;
	}

	private static final class FixedTrustManagerFactory extends TrustManagerFactory {

		FixedTrustManagerFactory(TrustManager trustManager, TrustManagerFactory jvm) {
			super(new Spi(trustManager), jvm.getProvider(), jvm.getAlgorithm());
		}

	}

	private static final class Spi extends TrustManagerFactorySpi {

		private final TrustManager trustManager;

		Spi(TrustManager trustManager) {
			this.trustManager = trustManager;
		}

		@Override
		protected void engineInit(@Nullable KeyStore keyStore) {
			// There is nothing to choose
		}

		@Override
		protected void engineInit(ManagerFactoryParameters parameters) {
			// There is nothing to choose
		}

		@Override
		protected TrustManager[] engineGetTrustManagers() {
			return new TrustManager[] { this.trustManager };
		}

	}

}
