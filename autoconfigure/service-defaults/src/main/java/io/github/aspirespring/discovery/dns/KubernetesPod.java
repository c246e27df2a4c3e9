// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.discovery.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * What a process in a Kubernetes pod finds out about its namespace.
 *
 * @see <a href=
 * "https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/">DNS for
 * Services and Pods</a>
 */
final class KubernetesPod {

	private static final String ACCOUNT = "var/run/secrets/kubernetes.io/serviceaccount";

	private final UnaryOperator<String> variables;

	/**
	 * Creates a pod.
	 * @param variables returns the value of a variable, empty if it is not set
	 */
	KubernetesPod(UnaryOperator<String> variables) {
		this.variables = variables;
	}

	/**
	 * Returns the domain of the services in the namespace of the pod: the first in which
	 * the pod searches for names, else the one that Kubernetes has by default.
	 * @param root the root of the file system
	 * @return the domain, such as {@code shop.svc.cluster.local}, or {@code null} if this
	 * is no pod
	 */
	@Nullable String serviceDomain(Path root) {
		Path account = root.resolve(ACCOUNT);
		if (!isPod(account)) {
			return null;
		}
		return lines(root.resolve("etc/resolv.conf")).stream()
			.map((line) -> line.strip().split("\\s+"))
			.filter((words) -> words[0].equals("search") && words.length > 1)
			.map((words) -> words[1])
			.findFirst()
			.orElseGet(() -> defaultDomain(account));
	}

	private boolean isPod(Path account) {
		return isSet("KUBERNETES_SERVICE_HOST") && isSet("KUBERNETES_SERVICE_PORT")
				&& Files.exists(account.resolve("token")) && Files.exists(account.resolve("ca.crt"));
	}

	private boolean isSet(String variable) {
		return StringUtils.hasText(this.variables.apply(variable));
	}

	private static @Nullable String defaultDomain(Path account) {
		String namespace = String.join("", lines(account.resolve("namespace"))).strip();
		return namespace.isEmpty() ? null : namespace + ".svc.cluster.local";
	}

	private static List<String> lines(Path file) {
		try {
			return Files.exists(file) ? Files.readAllLines(file) : List.of();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
