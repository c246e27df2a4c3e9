// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.trust;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;

/**
 * The SSL bundle that trusts the certificates of the AppHost in addition to what the JVM
 * trusts. A client uses it where the application says nothing about trust. One of that
 * name that the application makes itself takes its place.
 */
public final class AspireSslBundle {

	/**
	 * The name of the bundle.
	 */
	public static final String NAME = "aspire";

	private AspireSslBundle() {
	}

	/**
	 * Returns the bundle if there is one.
	 * @param sslBundles the SSL bundles of the application
	 * @return the bundle, or {@code null} if only what the JVM trusts is trusted
	 */
	public static @Nullable SslBundle find(@Nullable SslBundles sslBundles) {
		return (sslBundles != null && sslBundles.getBundleNames().contains(NAME)) ? sslBundles.getBundle(NAME) : null;
	}

	/**
	 * Returns the bundle, or one of what the JVM trusts.
	 * @param sslBundles the SSL bundles of the application
	 * @return the bundle
	 */
	public static SslBundle orSystemDefault(@Nullable SslBundles sslBundles) {
		SslBundle bundle = find(sslBundles);
		return (bundle != null) ? bundle : SslBundle.systemDefault();
	}

	static void register(SslBundleRegistry registry, TrustProperties properties) {
		if (!(registry instanceof SslBundles bundles && bundles.getBundleNames().contains(NAME))) {
			registry.registerBundle(NAME, create(properties));
		}
	}

	// Without stores, as the bundle of the JVM's own trust: Spring Boot has a meter for
	// every certificate of a trust store
	static SslBundle create(TrustProperties properties) {
		return SslBundle.of(null, null, null, null, new MergedManagers(new TrustedCertificates(properties)));
	}

}
