// SPDX-License-Identifier: Apache-2.0

/**
 * The health endpoints in applications of Spring MVC.
 */
@NullMarked
package io.github.aspirespring.health.servlet;

import org.jspecify.annotations.NullMarked;
