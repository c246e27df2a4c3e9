// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.test.echo;

import com.example.echo.EchoAutoConfiguration;
import com.example.echo.EchoConnectionDetails;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;
import org.springframework.context.annotation.Bean;

import io.github.aspirespring.boot.ConditionalOnAspireConnection;
import io.github.aspirespring.boot.ConnectionReport;
import io.github.aspirespring.boot.ConnectionSelector;
import io.github.aspirespring.boot.Selection;

/**
 * Connects the application to an echo server.
 */
@AutoConfiguration(before = EchoAutoConfiguration.class)
@ConditionalOnAspireConnection(EchoIntegration.ID)
public final class AspireEchoAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(EchoConnectionDetails.class)
	Details aspireEchoConnectionDetails(ConnectionSelector selector, ConnectionReport report) {
		Selection selection = selector.select(EchoIntegration.ID);
		String target = (selection != null) ? EchoIntegration.target(selection.connection()) : "localhost:7";
		if (selection != null) {
			report.add(selection, target);
		}
		return new Details(target, (selection != null) ? selection.getOrigin() : null);
	}

	record Details(String target, @Nullable Origin origin) implements EchoConnectionDetails, OriginProvider {

		@Override
		public @Nullable Origin getOrigin() {
			return this.origin;
		}

	}

}
