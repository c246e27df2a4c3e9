// SPDX-License-Identifier: Apache-2.0

/**
 * Looks the endpoints of services up as SRV records in the domain name system.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2782">RFC 2782</a>
 */
@NullMarked
package io.github.aspirespring.discovery.dns;

import org.jspecify.annotations.NullMarked;
