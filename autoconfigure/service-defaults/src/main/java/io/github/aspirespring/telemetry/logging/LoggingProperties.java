// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.logging;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties for logs.
 *
 * @param enabled Whether what is logged is exported.
 * @param arguments Whether arguments of messages that are simple values, such as numbers
 * and texts, are attributes of the log record, named by their position.
 * @param mdc Whether the entries of the MDC are attributes of the log record. The ids of
 * trace and span are none: the record has them itself.
 */
@ConfigurationProperties("aspire.telemetry.logging")
record LoggingProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean arguments,
		@DefaultValue("true") boolean mdc) {

}
