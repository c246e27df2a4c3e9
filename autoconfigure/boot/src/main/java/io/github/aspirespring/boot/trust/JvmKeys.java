// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;

import org.jspecify.annotations.Nullable;

/**
 * The key that the JVM shows to servers that ask for one. Java hands it out only as part
 * of its default SSL context, which has no room for other certificates.
 *
 * @see <a href=
 * "https://docs.oracle.com/en/java/javase/17/security/java-secure-socket-extension-jsse-reference-guide.html">JSSE
 * Reference Guide, Customizing the Default Keystores and Truststores</a>
 */
final class JvmKeys {

	private static final String PREFIX = "javax.net.ssl.keyStore";

	private static final String NO_FILE = "NONE";

	private JvmKeys() {
	}

	/**
	 * Reads the key store that the system properties name.
	 * @return a factory, without keys if there is no key store
	 */
	static KeyManagerFactory read() {
		try {
			KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			String location = property("");
			if (location == null) {
				factory.init(null, null);
				return factory;
			}
			String password = property("Password");
			char[] characters = (password != null) ? password.toCharArray() : null;
			KeyStore store = create();
			load(store, location, characters);
			factory.init(store, "PKCS11".equalsIgnoreCase(store.getType()) ? null : characters);
			return factory;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("The key store that the system property '" + PREFIX
					+ "' names cannot be read. Correct it and the properties that start with it.", ex);
		}
	}

	private static KeyStore create() throws GeneralSecurityException {
		String type = property("Type");
		String provider = property("Provider");
		type = (type != null) ? type : KeyStore.getDefaultType();
		return (provider != null) ? KeyStore.getInstance(type, provider) : KeyStore.getInstance(type);
	}

	private static void load(KeyStore store, String location, char @Nullable [] password)
			throws GeneralSecurityException, IOException {
		if (location.equals(NO_FILE)) {
			store.load(null, password);
			return;
		}
		try (InputStream content = Files.newInputStream(Path.of(location))) {
			store.load(content, password);
		}
	}

	private static @Nullable String property(String suffix) {
		String value = System.getProperty(PREFIX + suffix, "");
		return value.isEmpty() ? null : value;
	}

}
