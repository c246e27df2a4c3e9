// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.redis;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Sentinel;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.StringUtils;

import io.github.aspirespring.environment.MalformedConnectionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that {@link ConfiguredRedis} leads where Spring Boot's own connection details
 * lead.
 */
class ConfiguredRedisTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, DataRedisAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(strings = { "", "host=h port=1 database=2 username=u password=p", "ssl.enabled=true",
			"url=redis://h:1", "url=rediss://u:p%40@h:1/3 host=ignored username=ignored password=ignored database=1",
			"url=redis://:p@h:1 ssl.enabled=true",
			"sentinel.master=m sentinel.nodes=a:1,b:2 sentinel.username=su sentinel.password=sp database=4",
			"sentinel.master=m sentinel.nodes=a:1 url=redis://h:1/5", "cluster.nodes=a:1,b:2 username=u password=p",
			"masterreplica.nodes=a:1,b:2 password=p", "ssl.bundle=test", "ssl.bundle=test ssl.enabled=false" })
	void isTheSameAsSpringBoot(String properties) {
		String[] pairs = properties.isEmpty() ? new String[0] : properties.split(" ");
		for (int i = 0; i < pairs.length; i++) {
			pairs[i] = "spring.data.redis." + pairs[i];
		}
		this.runner.withPropertyValues(pairs)
			.withPropertyValues("spring.ssl.bundle.pem.test.options.ciphers=A")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				SslBundles bundles = context.getBean(SslBundles.class);
				assertSame(new ConfiguredRedis(context.getBean(DataRedisProperties.class)).details(bundles),
						context.getBean(DataRedisConnectionDetails.class));
			});
	}

	@Test
	void rejectsMalformedUrlWithoutRepeatingIt() {
		DataRedisProperties properties = new DataRedisProperties();
		properties.setUrl("redis://:s3cret@h:s3cret");
		assertThatExceptionOfType(MalformedConnectionException.class).isThrownBy(() -> new ConfiguredRedis(properties))
			.withMessageContaining("spring.data.redis.url")
			.withMessageNotContaining("s3cret");
	}

	private static void assertSame(AspireRedisConnectionDetails ours, DataRedisConnectionDetails theirs) {
		assertThat(ours.getUsername())
			.isEqualTo(StringUtils.hasLength(theirs.getUsername()) ? theirs.getUsername() : null);
		assertThat(ours.getPassword()).isEqualTo(theirs.getPassword());
		assertThat(ours.getSslBundle() != null).isEqualTo(theirs.getSslBundle() != null);
		if (ours.getSslBundle() != null && theirs.getSslBundle() != null) {
			assertThat(ours.getSslBundle().getOptions().getCiphers())
				.isEqualTo(theirs.getSslBundle().getOptions().getCiphers());
		}
		assertThat(text(ours.getStandalone())).isEqualTo(text(theirs.getStandalone()));
		assertThat(text(ours.getSentinel())).isEqualTo(text(theirs.getSentinel()));
		assertThat((ours.getCluster() != null) ? ours.getCluster().getNodes() : null)
			.isEqualTo((theirs.getCluster() != null) ? theirs.getCluster().getNodes() : null);
		assertThat((ours.getMasterReplica() != null) ? ours.getMasterReplica().getNodes() : null)
			.isEqualTo((theirs.getMasterReplica() != null) ? theirs.getMasterReplica().getNodes() : null);
		assertThat(ours.getOrigin()).isNull();
	}

	private static String text(@Nullable Standalone standalone) {
		return (standalone != null) ? standalone.getHost() + standalone.getPort() + "/" + standalone.getDatabase() : "";
	}

	private static String text(@Nullable Sentinel sentinel) {
		return (sentinel != null) ? sentinel.getMaster() + sentinel.getNodes() + sentinel.getDatabase()
				+ sentinel.getUsername() + sentinel.getPassword() : "";
	}

}
