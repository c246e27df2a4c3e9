// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.trust;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties for the certificates that are trusted in addition to what the JVM trusts.
 *
 * @param enabled Whether additional certificates are trusted.
 * @param certificateFile File with certificates in PEM format. Unless set, the one that
 * SSL_CERT_FILE names.
 * @param certificateDirectories Directories with such files, as OpenSSL names them or
 * with the extension pem, crt or cer. Unless set, those that SSL_CERT_DIR names.
 */
@ConfigurationProperties("aspire.trust")
record TrustProperties(@DefaultValue("true") boolean enabled, @Nullable String certificateFile,
		@Nullable List<String> certificateDirectories) {

	/**
	 * Tells whether the AppHost or the application says anything, be it that nothing is
	 * to be trusted.
	 */
	boolean isSet() {
		return this.certificateFile != null || this.certificateDirectories != null;
	}

}
