// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.price;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.grpc.server.exception.GrpcExceptionHandlerInterceptor;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

import io.github.aspirespring.examples.catalog.LampCatalog;
import io.github.aspirespring.examples.catalog.api.GetPriceRequest;
import io.github.aspirespring.examples.catalog.api.ListPricesRequest;
import io.github.aspirespring.examples.catalog.api.Price;
import io.github.aspirespring.examples.catalog.api.PricesGrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link GrpcPrices}, {@link StatusOfErrorResponse} and
 * {@link ServedByInterceptor}.
 */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class GrpcPricesTests {

	private static final Price LAMP = Price.newBuilder().setProductId(1).setSku("LAMP-1").setAmount("49.90").build();

	private Server server;

	private ManagedChannel channel;

	private PricesGrpc.PricesBlockingStub prices;

	@BeforeEach
	void start() throws IOException {
		this.server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
			.addService(new GrpcPrices(LampCatalog.create()))
			.intercept(new ServedByInterceptor("catalog-2"))
			.intercept(new GrpcExceptionHandlerInterceptor(new StatusOfErrorResponse()))
			.build()
			.start();
		this.channel = Grpc
			.newChannelBuilderForAddress("localhost", this.server.getPort(), InsecureChannelCredentials.create())
			.build();
		this.prices = PricesGrpc.newBlockingStub(this.channel).withDeadlineAfter(10, TimeUnit.SECONDS);
	}

	@AfterEach
	void stop() {
		this.channel.shutdownNow();
		this.server.shutdownNow();
	}

	@Test
	void priceIsTheDecimalNumberOfTheCatalogue() {
		assertThat(this.prices.getPrice(request(1))).isEqualTo(LAMP);
	}

	@Test
	void pricesComeOneAfterTheOther() {
		assertThat(this.prices.listPrices(ListPricesRequest.getDefaultInstance())).toIterable().containsExactly(LAMP);
	}

	@Test
	void unknownProductIsNotFoundAndTheClientReadsWhy() {
		assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> this.prices.getPrice(request(7)))
			.satisfies((ex) -> {
				assertThat(ex.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
				assertThat(ex.getStatus().getDescription()).isEqualTo("There is no product with the identifier 7.");
			});
	}

	@Test
	void answerSaysWhichInstanceItIsFrom() {
		AtomicReference<Metadata> headers = new AtomicReference<>();
		this.prices.withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>()))
			.getPrice(request(1));
		assertThat(headers.get().get(Metadata.Key.of("x-served-by", Metadata.ASCII_STRING_MARSHALLER)))
			.isEqualTo("catalog-2");
	}

	@Test
	void errorTheClientCanRetryIsUnavailable() {
		assertThat(
				new StatusOfErrorResponse().handleException(new ErrorResponseException(HttpStatus.SERVICE_UNAVAILABLE)))
			.isNotNull()
			.extracting((ex) -> ex.getStatus().getCode())
			.isEqualTo(Status.Code.UNAVAILABLE);
	}

	@Test
	void errorThatIsNoneOfTheCatalogueIsLeftToOthers() {
		assertThat(new StatusOfErrorResponse().handleException(new IllegalStateException("secret"))).isNull();
	}

	private static GetPriceRequest request(long productId) {
		return GetPriceRequest.newBuilder().setProductId(productId).build();
	}

}
