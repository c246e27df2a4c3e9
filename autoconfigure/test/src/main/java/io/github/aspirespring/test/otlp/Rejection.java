// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.otlp;

/**
 * An item that the dashboard would not have shown.
 *
 * @param service the {@code service.name} of who sent it
 * @param item the name of the metric or the span
 * @param reason what is wrong with it
 */
public record Rejection(String service, String item, String reason) {

}
