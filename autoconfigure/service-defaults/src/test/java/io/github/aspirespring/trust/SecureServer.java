// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.trust;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

import io.github.aspirespring.test.TestCertificates;

/**
 * A server on the loopback interface that says {@code hello}.
 */
final class SecureServer implements AutoCloseable {

	private static final String PASSWORD = "changeit";

	private final HttpServer server;

	private SecureServer(HttpServer server) {
		this.server = server;
		server.createContext("/", (exchange) -> {
			byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		server.start();
	}

	static SecureServer startWithoutTls() throws IOException {
		return new SecureServer(HttpServer.create(address(), 0));
	}

	static SecureServer start(TestCertificates certificates) throws IOException {
		return start(bundle(certificates), null);
	}

	/**
	 * Starts a server that lets clients in which have the key of a store.
	 */
	static SecureServer start(TestCertificates certificates, Path clients)
			throws IOException, GeneralSecurityException {
		return start(bundle(certificates), load(clients));
	}

	/**
	 * Creates a certificate for {@code localhost} that vouches for itself and for nobody
	 * else, as the development certificate of .NET does.
	 * @param store where the certificate goes together with its key
	 * @param certificate where the certificate goes alone
	 */
	static void createDevelopmentCertificate(Path store, Path certificate)
			throws IOException, GeneralSecurityException, InterruptedException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "dev", "-dname", "CN=localhost", "-keyalg", "RSA", "-validity", "2", "-ext",
				"bc:critical=ca:false", "-ext", "ku:critical=digitalSignature,keyEncipherment", "-ext",
				"eku:critical=serverAuth", "-ext", "san:critical=dns:localhost", "-keystore", store.toString(),
				"-storepass", PASSWORD)
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
			throw new IOException("keytool failed");
		}
		Files.writeString(certificate,
				"-----BEGIN CERTIFICATE-----\n"
						+ Base64.getMimeEncoder().encodeToString(load(store).getCertificate("dev").getEncoded())
						+ "\n-----END CERTIFICATE-----\n");
	}

	static SecureServer startWithDevelopmentCertificate(Path store) throws IOException, GeneralSecurityException {
		return start(SslBundle.of(SslStoreBundle.of(load(store), PASSWORD, null)), null);
	}

	private static SecureServer start(SslBundle bundle, @Nullable KeyStore clients) throws IOException {
		HttpsServer server = HttpsServer.create(address(), 0);
		server.setHttpsConfigurator(new HttpsConfigurator(context(bundle, clients)) {

			@Override
			public void configure(HttpsParameters parameters) {
				SSLParameters tls = getSSLContext().getDefaultSSLParameters();
				tls.setNeedClientAuth(clients != null);
				parameters.setSSLParameters(tls);
			}

		});
		return new SecureServer(server);
	}

	private static SSLContext context(SslBundle bundle, @Nullable KeyStore clients) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(bundle.getManagers().getKeyManagers(),
					SslBundle.of(SslStoreBundle.of(null, null, clients)).getManagers().getTrustManagers(), null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static SslBundle bundle(TestCertificates certificates) {
		return SslBundle
			.of(new PemSslStoreBundle(PemSslStoreDetails.forCertificate(certificates.certificate().toUri().toString())
				.withPrivateKey(certificates.key().toUri().toString()), null));
	}

	private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream content = Files.newInputStream(file)) {
			store.load(content, PASSWORD.toCharArray());
		}
		return store;
	}

	private static InetSocketAddress address() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
	}

	String url(String host) {
		String scheme = (this.server instanceof HttpsServer) ? "https" : "http";
		return scheme + "://" + host + ":" + this.server.getAddress().getPort() + "/";
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
