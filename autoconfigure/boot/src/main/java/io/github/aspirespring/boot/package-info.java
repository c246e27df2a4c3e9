// SPDX-License-Identifier: Apache-2.0

/**
 * The model of an AppHost inside a Spring Boot application: reading it from the
 * environment, deciding which connection belongs to which integration, and explaining the
 * decision. The only package that reads Spring's environment.
 */
@NullMarked
package io.github.aspirespring.boot;

import org.jspecify.annotations.NullMarked;
