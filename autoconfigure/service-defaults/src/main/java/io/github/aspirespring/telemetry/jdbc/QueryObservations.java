// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.jdbc;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.micrometer.observation.ObservationRegistry;
import net.ttddyy.dsproxy.proxy.ProxyJdbcObject;
import net.ttddyy.dsproxy.support.ProxyDataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import net.ttddyy.observation.tracing.DataSourceObservationListener;
import net.ttddyy.observation.tracing.JdbcObservationDocumentation;
import net.ttddyy.observation.tracing.QueryObservationConvention;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Observes the statements of connections.
 *
 * @param registry where observations are made, asked when there is one to make, because
 * what the registry needs may need a data source
 * @param convention what observations say
 * @param urls where connections lead
 */
record QueryObservations(Supplier<ObservationRegistry> registry, QueryObservationConvention convention,
		DatabaseUrls urls) {

	/**
	 * Returns a data source with connections that are observed. Nothing connects to find
	 * out about them.
	 */
	ProxyDataSource observe(DataSource dataSource, String name) {
		DataSourceObservationListener listener = new DataSourceObservationListener(this.registry);
		listener.setSupportedTypes(Set.of(JdbcObservationDocumentation.QUERY));
		listener.setQueryObservationConvention(this.convention);
		listener.setJdbcConnectionInfoExtractor(this.urls);
		return ProxyDataSourceBuilder.create(name, dataSource)
			.listener(listener)
			.methodListener(new ConnectionEvents(listener))
			.build();
	}

	/**
	 * Has a native image make the proxies of connections and statements.
	 */
	static final class ProxyHints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			Stream.of(Connection.class, Statement.class, PreparedStatement.class, CallableStatement.class)
				.forEach((type) -> hints.proxies().registerJdkProxy(ProxyJdbcObject.class, type));
		}

	}

}
