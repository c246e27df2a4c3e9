// SPDX-License-Identifier: Apache-2.0

/**
 * How a service is asked for, and which of its endpoints answer: the rules of service
 * discovery in .NET, for the variables that an AppHost injects.
 *
 * @see <a href=
 * "https://github.com/dotnet/extensions/tree/main/src/Libraries/Microsoft.Extensions.ServiceDiscovery">Service
 * discovery of .NET</a>
 */
@NullMarked
package io.github.aspirespring.environment.services;

import org.jspecify.annotations.NullMarked;
