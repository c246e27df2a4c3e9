// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.dns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests {@link KubernetesPod}.
 */
class KubernetesPodTests {

	private static final Map<String, String> VARIABLES = Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1",
			"KUBERNETES_SERVICE_PORT", "443");

	private static final String ACCOUNT = "var/run/secrets/kubernetes.io/serviceaccount/";

	@TempDir
	private Path root = Path.of("");

	@BeforeEach
	void mountTheServiceAccount() throws IOException {
		write(ACCOUNT + "token", "x");
		write(ACCOUNT + "ca.crt", "x");
		write(ACCOUNT + "namespace", "shop\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "search a.example b.example\n", "nameserver 10.0.0.10\n search\ta.example b.example",
			"search\nsearch a.example", "options ndots:5\r\nsearch a.example\r\n" })
	void searchesWhereThePodDoes(String configuration) throws IOException {
		write("etc/resolv.conf", configuration);
		assertThat(domain(VARIABLES)).isEqualTo("a.example");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "nameserver 10.0.0.10", "searching a.example", "# search a.example" })
	void hasTheDefaultDomainOfTheNamespaceElse(String configuration) throws IOException {
		write("etc/resolv.conf", configuration);
		assertThat(domain(VARIABLES)).isEqualTo("shop.svc.cluster.local");
	}

	@ParameterizedTest
	@ValueSource(strings = { "token", "ca.crt" })
	void isNoPodWithoutServiceAccount(String file) throws IOException {
		write("etc/resolv.conf", "search a.example");
		Files.delete(this.root.resolve(ACCOUNT + file));
		assertThat(domain(VARIABLES)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT" })
	void isNoPodWithoutVariables(String variable) throws IOException {
		write("etc/resolv.conf", "search a.example");
		assertThat(domain(Map.of(variable, "443"))).isNull();
	}

	@Test
	void hasNoDomainWithoutNamespace() throws IOException {
		Files.delete(this.root.resolve(ACCOUNT + "namespace"));
		assertThat(domain(VARIABLES)).isNull();
	}

	private @Nullable String domain(Map<String, String> variables) {
		return new KubernetesPod((name) -> variables.getOrDefault(name, "")).serviceDomain(this.root);
	}

	private void write(String file, String content) throws IOException {
		Path path = this.root.resolve(file);
		Files.createDirectories(path.getParent());
		Files.writeString(path, content);
	}

}
