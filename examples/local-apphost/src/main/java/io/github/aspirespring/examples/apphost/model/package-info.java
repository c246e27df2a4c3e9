// SPDX-License-Identifier: Apache-2.0

/**
 * What an AppHost knows before anything runs: resources, their generated passwords and
 * the variables a service gets when it references them. Values only.
 */
@NullMarked
package io.github.aspirespring.examples.apphost.model;

import org.jspecify.annotations.NullMarked;
