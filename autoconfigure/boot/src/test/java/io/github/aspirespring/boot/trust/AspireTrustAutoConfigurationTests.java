// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.trust;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@ExtendWith(OutputCaptureExtension.class)
class AspireTrustAutoConfigurationTests {

	private static final String FILE = "aspire.trust.certificate-file=";

	private static final String DIRECTORIES = "aspire.trust.certificate-directories=";

	@TempDir
	Path folder;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, AspireTrustAutoConfiguration.class));

	@Test
	void registersNoBundleWithoutCertificates() {
		this.runner.run((context) -> assertThat(AspireSslBundle.find(context.getBean(SslBundles.class))).isNull());
		assertThat(AspireSslBundle.find(null)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "aspire.enabled=false", "aspire.trust.enabled=false" })
	void registersNoBundleWhenSwitchedOff(String property) {
		this.runner.withPropertyValues(FILE + "/dev/ca.pem", property).run((context) -> {
			assertThat(context.getBean(SslBundles.class).getBundleNames()).isEmpty();
			assertThat(AspireSslBundle.orSystemDefault(context.getBean(SslBundles.class)).getManagers())
				.isNotInstanceOf(MergedManagers.class);
		});
	}

	@Test
	void trustsCertificatesInAdditionToThoseOfTheJvm(CapturedOutput output) throws Exception {
		Path file = Files.writeString(this.folder.resolve("ca.pem"), Certificates.pem(1));
		Path directory = Files.createDirectory(this.folder.resolve("certs"));
		Files.writeString(directory.resolve("other.pem"), Certificates.pem(2));
		Path trustStore = Certificates.trustStore(this.folder.resolve("trust.p12"), 0);
		withSystemProperties(
				Map.of("javax.net.ssl.trustStore", trustStore.toString(), "javax.net.ssl.trustStoreType", "PKCS12",
						"javax.net.ssl.trustStorePassword", "changeit"),
				() -> this.runner
					.withPropertyValues(FILE + file, DIRECTORIES + this.folder.resolve("x") + "," + directory)
					.run((context) -> {
						SslBundle bundle = AspireSslBundle.orSystemDefault(context.getBean(SslBundles.class));
						assertThat(trusted(bundle)).containsExactlyInAnyOrder(Certificates.get(0), Certificates.get(1),
								Certificates.get(2));
					}));
		assertThat(output).doesNotContain(" WARN ");
	}

	@Test
	void readsNothingBeforeItIsUsed(CapturedOutput output) {
		this.runner.withPropertyValues(FILE + this.folder.resolve("ca.pem")).run((context) -> {
			SslBundle bundle = context.getBean(SslBundles.class).getBundle("aspire");
			bundle.createSslContext();
			assertThat(output).doesNotContain("ca.pem");
			Files.writeString(this.folder.resolve("ca.pem"), Certificates.pem(0));
			assertThat(trusted(bundle)).contains(Certificates.get(0));
			assertThat(output).doesNotContain("ca.pem");
		});
	}

	@Test
	void saysOnceThatTheFileDoesNotExist(CapturedOutput output) {
		this.runner.withPropertyValues(FILE + this.folder.resolve("ca.pem")).run((context) -> {
			SslBundle bundle = context.getBean(SslBundles.class).getBundle("aspire");
			assertThat(trusted(bundle)).contains(Certificates.get(0));
			assertThat(trusted(bundle)).isNotEmpty();
		});
		assertThat(output.getOut().split("does not exist", -1)).hasSize(2);
		assertThat(output).contains("WARN", this.folder.resolve("ca.pem").toString(), "aspire.trust.certificate-file",
				"SSL_CERT_FILE");
	}

	@Test
	void saysThatTheFileHoldsNoCertificate(CapturedOutput output) throws Exception {
		Path file = Files.writeString(this.folder.resolve("ca.pem"), "nothing");
		this.runner.withPropertyValues(FILE + file)
			.run((context) -> trusted(context.getBean(SslBundles.class).getBundle("aspire")));
		assertThat(output).contains("WARN", file.toString(), "holds no certificate", "SSL_CERT_FILE");
	}

	@Test
	void saysThatTheFileCannotBeRead(CapturedOutput output) {
		this.runner.withPropertyValues(FILE + this.folder)
			.run((context) -> trusted(context.getBean(SslBundles.class).getBundle("aspire")));
		assertThat(output).contains("WARN", this.folder.toString(), "cannot be read", "SSL_CERT_FILE");
	}

	@Test
	void saysThatTheDirectoriesHoldNoCertificate(CapturedOutput output) {
		this.runner.withPropertyValues(DIRECTORIES + this.folder + "," + this.folder.resolve("missing"))
			.run((context) -> trusted(context.getBean(SslBundles.class).getBundle("aspire")));
		assertThat(output).containsOnlyOnce("WARN");
		assertThat(output).contains(this.folder.toString(), "aspire.trust.certificate-directories", "SSL_CERT_DIR");
	}

	@Test
	void isThereEvenIfTheApplicationWantsNothingToBeTrusted(CapturedOutput output) {
		this.runner.withPropertyValues(FILE, DIRECTORIES)
			.run((context) -> assertThat(trusted(context.getBean(SslBundles.class).getBundle("aspire")))
				.contains(Certificates.get(0)));
		assertThat(output).doesNotContain(" WARN ");
	}

	@Test
	void hasNoStoresForWhichThereWouldBeMeters() {
		this.runner.withPropertyValues(FILE + "ca.pem").run((context) -> {
			SslStoreBundle stores = context.getBean(SslBundles.class).getBundle("aspire").getStores();
			assertThat(stores.getTrustStore()).isNull();
			assertThat(stores.getKeyStore()).isNull();
		});
	}

	@Test
	void leavesTheNameToTheApplication() {
		SslBundle own = SslBundle.of(null);
		this.runner.withPropertyValues(FILE + "ca.pem")
			.withBean(SslBundleRegistrar.class, () -> (registry) -> registry.registerBundle("aspire", own))
			.run((context) -> assertThat(AspireSslBundle.find(context.getBean(SslBundles.class))).isSameAs(own));
	}

	@Test
	void explainsWhyTheKeyOfTheJvmCannotBeRead() {
		withSystemProperties(Map.of("javax.net.ssl.keyStore", this.folder.resolve("key.p12").toString()),
				() -> this.runner.withPropertyValues(FILE + "ca.pem").run((context) -> {
					SslBundle bundle = context.getBean(SslBundles.class).getBundle("aspire");
					assertThatIllegalStateException().isThrownBy(() -> bundle.getManagers().getKeyManagers())
						.withMessageContaining("javax.net.ssl.keyStore");
				}));
	}

	private static List<X509Certificate> trusted(SslBundle bundle) {
		TrustManager[] trustManagers = bundle.getManagers().getTrustManagers();
		assertThat(trustManagers).hasSize(1).hasOnlyElementsOfType(X509ExtendedTrustManager.class);
		return List.of(((X509ExtendedTrustManager) trustManagers[0]).getAcceptedIssuers());
	}

	private static void withSystemProperties(Map<String, String> properties, Runnable test) {
		properties.forEach(System::setProperty);
		try {
			test.run();
		}
		finally {
			properties.keySet().forEach(System::clearProperty);
		}
	}

}
