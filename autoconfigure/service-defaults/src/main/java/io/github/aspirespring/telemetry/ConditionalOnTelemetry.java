// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;

/**
 * Matches unless telemetry is switched off: {@code aspire.enabled} or
 * {@code aspire.telemetry.enabled} is {@code false}, as is the latter by default where
 * the OpenTelemetry Java agent is attached.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ConditionalOnBooleanProperty(name = { "aspire.enabled", "aspire.telemetry.enabled" }, matchIfMissing = true)
public @interface ConditionalOnTelemetry {

}
