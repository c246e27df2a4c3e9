// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.otlp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import io.opentelemetry.sdk.common.export.Compressor;
import io.opentelemetry.sdk.common.export.GrpcSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.ProxyOptions;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

/**
 * How metrics are sent. An export that fails is not repeated: the next one has the same
 * metrics, and later values.
 *
 * @param address the address for metrics
 * @param gzip whether requests are compressed
 * @param connectTimeout the time to connect
 * @param timeout the time for all of an export
 * @param ssl the certificates to trust and to show, or {@code null} for those of the JVM
 * @param headers the headers of the next request
 */
record SenderConfig(URI address, boolean gzip, Duration connectTimeout, Duration timeout, @Nullable SslBundle ssl,
		Supplier<Map<String, List<String>>> headers) implements GrpcSenderConfig, HttpSenderConfig {

	@Override
	public URI getEndpoint() {
		return this.address;
	}

	@Override
	public String getFullMethodName() {
		return "opentelemetry.proto.collector.metrics.v1.MetricsService/Export";
	}

	@Override
	public String getContentType() {
		return "application/x-protobuf";
	}

	@Override
	public @Nullable Compressor getCompressor() {
		return this.gzip ? new Gzip() : null;
	}

	@Override
	public Duration getTimeout() {
		return this.timeout;
	}

	@Override
	public Duration getConnectTimeout() {
		return this.connectTimeout;
	}

	@Override
	public Supplier<Map<String, List<String>>> getHeadersSupplier() {
		return this.headers;
	}

	@Override
	public @Nullable ProxyOptions getProxyOptions() {
		return null;
	}

	@Override
	public @Nullable RetryPolicy getRetryPolicy() {
		return null;
	}

	@Override
	public @Nullable SSLContext getSslContext() {
		return (this.ssl != null) ? this.ssl.createSslContext() : null;
	}

	@Override
	public @Nullable X509TrustManager getTrustManager() {
		if (this.ssl == null) {
			return null;
		}
		for (TrustManager manager : this.ssl.getManagers().getTrustManagers()) {
			if (manager instanceof X509TrustManager trustManager) {
				return trustManager;
			}
		}
		throw new IllegalStateException("The SSL bundle of the OTLP endpoint for metrics trusts no X.509 certificate");
	}

	@Override
	public @Nullable ExecutorService getExecutorService() {
		return null;
	}

	@Override
	public long getMaxResponseBodySize() {
		return GrpcSenderConfig.super.getMaxResponseBodySize();
	}

	private static final class Gzip implements Compressor {

		@Override
		public String getEncoding() {
			return "gzip";
		}

		@Override
		public OutputStream compress(OutputStream output) throws IOException {
			return new GZIPOutputStream(output);
		}

	}

}
