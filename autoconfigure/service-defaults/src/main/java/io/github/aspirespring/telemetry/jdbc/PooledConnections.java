// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.jdbc;

import javax.naming.NamingException;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import com.zaxxer.hikari.util.DriverDataSource;
import com.zaxxer.hikari.util.PropertyElf;
import com.zaxxer.hikari.util.UtilityElf;
import net.ttddyy.dsproxy.support.ProxyDataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jndi.JndiTemplate;
import org.springframework.util.function.SingletonSupplier;

/**
 * The connections that a HikariCP pool would open itself, by the same rules. They are
 * observed below the pool, so that the pool stays what it is for everybody: its type,
 * what it unwraps to, its metrics, and that it is started by whoever uses it first.
 */
final class PooledConnections extends DelegatingDataSource {

	private final HikariConfig pool;

	// The pool may still be configured until it starts
	private final SingletonSupplier<DataSource> target = SingletonSupplier.of(this::create);

	private PooledConnections(HikariConfig pool) {
		this.pool = pool;
	}

	/**
	 * Observes the connections of a pool, unless they are observed.
	 * @return whether this can be done, because the pool has not been started
	 */
	static boolean observe(HikariDataSource pool, String name, QueryObservations observations) {
		if (pool.getDataSource() instanceof ProxyDataSource) {
			return true;
		}
		if (pool.getHikariPoolMXBean() != null) {
			return false;
		}
		DataSource own = pool.getDataSource();
		pool.setDataSource(observations.observe((own != null) ? own : new PooledConnections(pool), name));
		return true;
	}

	/**
	 * Tells whether a statement is one by which the pool looks after a connection.
	 */
	boolean isOwn(String statement) {
		return statement.equals(this.pool.getConnectionTestQuery())
				|| statement.equals(this.pool.getConnectionInitSql());
	}

	@Override
	protected DataSource obtainTargetDataSource() {
		return this.target.obtain();
	}

	private DataSource create() {
		if (this.pool.getDataSourceClassName() != null) {
			DataSource dataSource = UtilityElf.createInstance(this.pool.getDataSourceClassName(), DataSource.class);
			PropertyElf.setTargetFromProperties(dataSource, this.pool.getDataSourceProperties());
			return dataSource;
		}
		if (this.pool.getJdbcUrl() != null) {
			Credentials credentials = this.pool.getCredentials();
			return new DriverDataSource(this.pool.getJdbcUrl(), this.pool.getDriverClassName(),
					this.pool.getDataSourceProperties(), credentials.getUsername(), credentials.getPassword());
		}
		try {
			return new JndiTemplate().lookup(this.pool.getDataSourceJNDI(), DataSource.class);
		}
		catch (NamingException ex) {
			throw new IllegalStateException("The pool '" + this.pool.getPoolName() + "' has no data source", ex);
		}
	}

}
