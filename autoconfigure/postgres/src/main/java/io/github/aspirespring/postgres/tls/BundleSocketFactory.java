// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres.tls;

import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import org.postgresql.ssl.WrappedFactory;

import org.springframework.boot.ssl.SslBundles;

import io.github.aspirespring.boot.trust.AspireSslBundle;

/**
 * Makes the sockets of pgjdbc trust what the AppHost and the JVM trust. The driver makes
 * one of these for every connection and can give it nothing but a text, so that is a
 * number under which the SSL bundles of an application are known here for as long as it
 * runs. Whether certificate and host are verified at all is up to the driver, that is
 * {@code sslmode}.
 */
public final class BundleSocketFactory extends WrappedFactory {

	private static final Map<String, WeakReference<SslBundles>> BUNDLES = new LinkedHashMap<>();

	private static int last;

	/**
	 * Creates the factory. The driver calls this.
	 * @param number the value of the parameter {@code sslfactoryarg}
	 */
	public BundleSocketFactory(String number) {
		this.factory = AspireSslBundle.orSystemDefault(find(number)).createSslContext().getSocketFactory();
	}

	/**
	 * Makes the SSL bundles of an application known to the driver.
	 * @param bundles the bundles
	 * @return the value for the parameter {@code sslfactoryarg}
	 */
	public static String register(SslBundles bundles) {
		synchronized (BUNDLES) {
			Iterator<Map.Entry<String, WeakReference<SslBundles>>> entries = BUNDLES.entrySet().iterator();
			while (entries.hasNext()) {
				Map.Entry<String, WeakReference<SslBundles>> entry = entries.next();
				SslBundles known = entry.getValue().get();
				if (known == bundles) {
					return entry.getKey();
				}
				if (known == null) {
					entries.remove();
				}
			}
			String number = String.valueOf(++last);
			BUNDLES.put(number, new WeakReference<>(bundles));
			return number;
		}
	}

	private static SslBundles find(String number) {
		synchronized (BUNDLES) {
			WeakReference<SslBundles> reference = BUNDLES.get(number);
			SslBundles bundles = (reference != null) ? reference.get() : null;
			if (bundles == null) {
				throw new IllegalStateException("The application whose SSL bundles these are has been closed");
			}
			return bundles;
		}
	}

}
