// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PemCertificatesTests {

	@TempDir
	Path folder;

	private final PemCertificates certificates;

	PemCertificatesTests() throws CertificateException {
		this.certificates = new PemCertificates();
	}

	@Test
	void readsEveryCertificateOfAFile() throws Exception {
		Path file = write("bundle", "# Roots\n" + Certificates.pem(0) + "\nsubject=x\n" + Certificates.pem(1)
				+ Certificates.pem("X509 CERTIFICATE", Certificates.get(2)));
		assertThat(this.certificates.addFile(file)).isEqualTo(3);
		assertThat(trusted()).containsExactlyInAnyOrder(Certificates.get(0), Certificates.get(1), Certificates.get(2));
	}

	@Test
	void readsLinesOfWindows() throws Exception {
		assertThat(this.certificates.addFile(write("bundle", Certificates.pem(0).replace("\n", "\r\n")))).isEqualTo(1);
		assertThat(trusted()).containsExactly(Certificates.get(0));
	}

	@Test
	void skipsEverythingElse() throws Exception {
		Path file = write("bundle",
				"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
						+ "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
						+ "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n" + Certificates.pem(0)
						+ "-----BEGIN CERTIFICATE-----\nAAAA");
		assertThat(this.certificates.addFile(file)).isEqualTo(1);
		assertThat(trusted()).containsExactly(Certificates.get(0));
	}

	@Test
	void skipsCertificatesThatMayBeMarkedAsNotTrusted() throws Exception {
		Path file = write("bundle", Certificates.pem("TRUSTED CERTIFICATE", Certificates.get(0)));
		assertThat(this.certificates.addFile(file)).isZero();
		assertThat(trusted()).isEmpty();
	}

	@Test
	void knowsEachCertificateOnce() throws Exception {
		this.certificates.add(Certificates.get(0));
		assertThat(this.certificates.addFile(write("bundle", Certificates.pem(0) + Certificates.pem(0)))).isEqualTo(2);
		assertThat(this.certificates.size()).isEqualTo(1);
		assertThat(trusted()).containsExactly(Certificates.get(0));
	}

	@Test
	void failsOnAFileThatDoesNotExist() {
		assertThatExceptionOfType(NoSuchFileException.class)
			.isThrownBy(() -> this.certificates.addFile(this.folder.resolve("missing.pem")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1a2b3c4d.0", "1A2B3C4D.12", "dev.pem", "dev.CRT", "dev.cer", ".pem.pem" })
	void readsFilesOfADirectory(String name) throws Exception {
		write(name, Certificates.pem(0));
		assertThat(this.certificates.addDirectory(this.folder)).isEqualTo(1);
		assertThat(trusted()).containsExactly(Certificates.get(0));
	}

	@ParameterizedTest
	@ValueSource(strings = { "1a2b3c4d.r0", "1a2b3c4.0", "1a2b3c4d", "cacerts", "dev.key", "dev.pem.bak", "pem" })
	void leavesOtherFilesOfADirectoryAlone(String name) throws Exception {
		write(name, Certificates.pem(0));
		assertThat(this.certificates.addDirectory(this.folder)).isZero();
		assertThat(trusted()).isEmpty();
	}

	@Test
	void skipsWhatCannotBeReadInADirectory() throws Exception {
		Files.createDirectory(this.folder.resolve("directory.pem"));
		Files.write(this.folder.resolve("binary.pem"), new byte[] { -1, 0, 7, -128 });
		write("good.pem", Certificates.pem(0));
		assertThat(this.certificates.addDirectory(this.folder)).isEqualTo(1);
		assertThat(trusted()).containsExactly(Certificates.get(0));
	}

	@Test
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Symbolic links take a privilege there")
	void readsAFileOnceWhateverLeadsToIt() throws Exception {
		Files.createSymbolicLink(this.folder.resolve("dangling.pem"), Path.of("missing.pem"));
		Path file = write("dev.pem", Certificates.pem(0));
		Files.createSymbolicLink(this.folder.resolve("1a2b3c4d.0"), file.getFileName());
		assertThat(this.certificates.addDirectory(this.folder)).isEqualTo(1);
		assertThat(this.certificates.addDirectory(this.folder)).isZero();
	}

	@Test
	void failsOnADirectoryThatDoesNotExist() {
		assertThatExceptionOfType(NoSuchFileException.class)
			.isThrownBy(() -> this.certificates.addDirectory(this.folder.resolve("missing")));
	}

	private Path write(String name, String content) throws IOException {
		return Files.writeString(this.folder.resolve(name), content);
	}

	private List<Certificate> trusted() throws GeneralSecurityException, IOException {
		KeyStore store = this.certificates.toKeyStore();
		List<Certificate> trusted = new ArrayList<>();
		for (String alias : Collections.list(store.aliases())) {
			trusted.add(store.getCertificate(alias));
		}
		return trusted;
	}

}
