// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment.services;

import java.util.List;
import java.util.Locale;

/**
 * The schemes that endpoints may have.
 *
 * @param all whether every scheme that is asked for is allowed
 * @param schemes the allowed schemes in lower case, the preferred one first; they also
 * stand for the schemes that a reference without any leaves out
 */
public record AllowedSchemes(boolean all, List<String> schemes) {

	/**
	 * Every scheme.
	 */
	public static final AllowedSchemes ALL = new AllowedSchemes(true, List.of());

	/**
	 * Creates the rule.
	 */
	public AllowedSchemes {
		schemes = schemes.stream().map((scheme) -> scheme.toLowerCase(Locale.ROOT)).toList();
	}

	/**
	 * Tells whether endpoints may have a scheme.
	 * @param scheme the scheme in lower case
	 * @return whether it is allowed
	 */
	public boolean allows(String scheme) {
		return this.all || this.schemes.contains(scheme);
	}

	/**
	 * Returns the schemes that count for a reference: those it asks for and that are
	 * allowed or, if it asks for none, those that are named here.
	 * @param reference the reference
	 * @return the schemes, the preferred one first
	 */
	List<String> of(ServiceReference reference) {
		return reference.schemes().isEmpty() ? this.schemes
				: reference.schemes().stream().filter(this::allows).toList();
	}

}
