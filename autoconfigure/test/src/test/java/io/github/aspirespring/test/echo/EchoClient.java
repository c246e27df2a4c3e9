// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.echo;

/**
 * A client of an echo server.
 *
 * @param target where the server is
 */
record EchoClient(String target) {
}
