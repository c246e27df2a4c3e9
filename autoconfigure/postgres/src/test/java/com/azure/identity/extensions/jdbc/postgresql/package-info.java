// SPDX-License-Identifier: Apache-2.0

/**
 * What Azure has on the classpath of an application that can get a token.
 */
@NullMarked
package com.azure.identity.extensions.jdbc.postgresql;

import org.jspecify.annotations.NullMarked;
