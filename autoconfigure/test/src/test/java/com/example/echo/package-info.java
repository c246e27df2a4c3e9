// SPDX-License-Identifier: Apache-2.0

/**
 * A technology as Spring Boot would support it.
 */
@NullMarked
package com.example.echo;

import org.jspecify.annotations.NullMarked;
