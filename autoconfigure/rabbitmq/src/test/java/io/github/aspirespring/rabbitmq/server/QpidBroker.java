// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.qpid.server.SystemLauncher;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.util.FileSystemUtils;

import io.github.aspirespring.test.TestCertificates;
import io.github.aspirespring.test.TestPorts;

/**
 * Apache Qpid in this JVM, which speaks AMQP 0-9-1 and keeps everything in memory.
 */
final class QpidBroker implements AmqpBroker {

	private static final String KEY_STORE_PASSWORD = "changeit";

	private final SystemLauncher launcher = new SystemLauncher();

	private final Path folder;

	private final int port;

	private final int tlsPort = TestPorts.free();

	private QpidBroker(int port) throws Exception {
		this.folder = Files.createTempDirectory("qpid");
		this.port = port;
		writeKeyStore();
		Path configuration = this.folder.resolve("qpid.json");
		Files.writeString(configuration, JsonMapper.builder().build().writeValueAsString(configuration()));
		this.launcher.startup(Map.of("type", "Memory", "initialConfigurationLocation", configuration.toUri().toString(),
				"startupLoggedToSystemOut", "false", "qpid.work_dir", this.folder.toString()));
	}

	/**
	 * Starts a broker on a port.
	 */
	static QpidBroker startAt(int port) {
		try {
			return new QpidBroker(port);
		}
		catch (Exception ex) {
			throw new IllegalStateException("Qpid does not start", ex);
		}
	}

	@Override
	public String kind() {
		return "Apache Qpid in this JVM, because RabbitMQ is not installed";
	}

	@Override
	public int port() {
		return this.port;
	}

	@Override
	public int tlsPort() {
		return this.tlsPort;
	}

	@Override
	public void close() {
		this.launcher.shutdown();
		FileSystemUtils.deleteRecursively(this.folder.toFile());
	}

	private void writeKeyStore() throws IOException, GeneralSecurityException {
		TestCertificates certificates = AmqpBroker.certificates();
		char[] password = KEY_STORE_PASSWORD.toCharArray();
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		store.setKeyEntry("server", PemContent.load(certificates.key()).getPrivateKey(), password,
				PemContent.load(certificates.certificate()).getCertificates().toArray(Certificate[]::new));
		try (OutputStream content = Files.newOutputStream(this.folder.resolve("keys.p12"))) {
			store.store(content, password);
		}
	}

	private Map<String, Object> configuration() {
		return Map.of("name", "broker", "modelVersion", "9.1", "authenticationproviders",
				List.of(Map.of("name", "users", "type", "Plain", "secureOnlyMechanisms", List.of(), "users",
						List.of(Map.of("name", USERNAME, "type", "managed", "password", PASSWORD)))),
				"keystores",
				List.of(Map.of("name", "keys", "type", "FileKeyStore", "keyStoreType", "PKCS12", "storeUrl",
						this.folder.resolve("keys.p12").toString(), "password", KEY_STORE_PASSWORD)),
				"ports",
				List.of(port("plain", this.port, Map.of()), port("tls", this.tlsPort, Map.of("keyStore", "keys"))),
				"virtualhostnodes", List.of(virtualHost("default", true), virtualHost(VIRTUAL_HOST, false)));
	}

	private static Map<String, Object> port(String name, int port, Map<String, Object> more) {
		Map<String, Object> attributes = new HashMap<>(more);
		attributes.putAll(Map.of("name", name, "port", port, "bindingAddress", "127.0.0.1", "protocols",
				List.of("AMQP_0_9_1"), "transports", List.of(more.isEmpty() ? "TCP" : "SSL"), "authenticationProvider",
				"users", "virtualhostaliases", List.of(Map.of("name", "names-" + name, "type", "nameAlias"),
						Map.of("name", "default-" + name, "type", "defaultAlias"))));
		return attributes;
	}

	private static Map<String, Object> virtualHost(String name, boolean isDefault) {
		return Map.of("name", name, "type", "Memory", "defaultVirtualHostNode", isDefault,
				"virtualHostInitialConfiguration", "{\"type\":\"Memory\"}");
	}

}
