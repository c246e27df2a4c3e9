// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import org.jspecify.annotations.Nullable;

/**
 * The outcome for one client of an integration, and why.
 *
 * @param selection the connection, or {@code null} if there is none to use
 * @param failure why none could be selected, or {@code null} if that is no failure
 * @param explanation the reason, without values
 */
record Decision(@Nullable Selection selection, @Nullable ConnectionSelectionException failure, String explanation) {

	static Decision selected(Selection selection) {
		return new Decision(selection, null,
				selection + " from " + String.join(", ", selection.connection().sources()));
	}

	static Decision failed(ConnectionSelectionException failure) {
		return new Decision(null, failure, failure.description());
	}

	static Decision none(String explanation) {
		return new Decision(null, null, explanation);
	}

	boolean concernsApplication() {
		return this.selection != null || this.failure != null;
	}

}
