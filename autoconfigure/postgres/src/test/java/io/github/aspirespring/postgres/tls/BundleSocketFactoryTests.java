// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.postgres.tls;

import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.postgresql.core.SocketFactoryFactory;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class BundleSocketFactoryTests {

	private final SslBundles bundles = new DefaultSslBundleRegistry();

	@Test
	void isMadeByTheDriver() throws Exception {
		Properties parameters = new Properties();
		parameters.setProperty("sslfactory", BundleSocketFactory.class.getName());
		parameters.setProperty("sslfactoryarg", BundleSocketFactory.register(this.bundles));
		assertThat(SocketFactoryFactory.getSslSocketFactory(parameters)).isInstanceOf(BundleSocketFactory.class);
	}

	@Test
	void knowsEachApplicationByItsNumber() {
		String number = BundleSocketFactory.register(this.bundles);
		assertThat(BundleSocketFactory.register(this.bundles)).isEqualTo(number);
		assertThat(BundleSocketFactory.register(new DefaultSslBundleRegistry())).isNotEqualTo(number);
	}

	@Test
	void failsWithoutTheApplication() {
		assertThatIllegalStateException().isThrownBy(() -> new BundleSocketFactory("0"))
			.withMessageContaining("has been closed");
	}

}
