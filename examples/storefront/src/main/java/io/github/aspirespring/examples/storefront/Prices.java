// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.storefront;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;

import org.springframework.resilience.annotation.Retryable;
import org.springframework.resilience.retry.MethodRetryPredicate;
import org.springframework.stereotype.Component;

import io.github.aspirespring.examples.catalog.api.GetPriceRequest;
import io.github.aspirespring.examples.catalog.api.ListPricesRequest;
import io.github.aspirespring.examples.catalog.api.Price;
import io.github.aspirespring.examples.catalog.api.PricesGrpc.PricesBlockingStub;

/**
 * Prices, from the catalog over gRPC. All of these calls only read, which gRPC cannot
 * know, so they are repeated here. The retries of gRPC itself would not do: they end
 * where an answer has begun, and an instance can die in the middle of it.
 */
@Component
@Retryable(predicate = Prices.Unavailable.class, maxRetries = 3, delay = 100, jitter = 50, multiplier = 2)
class Prices {

	private static final Metadata.Key<String> SERVED_BY = Metadata.Key.of(Served.HEADER,
			Metadata.ASCII_STRING_MARSHALLER);

	private final PricesBlockingStub catalog;

	Prices(PricesBlockingStub catalog) {
		this.catalog = catalog;
	}

	Served<ProductPrice> get(long productId) {
		return ask((stub) -> price(stub.getPrice(GetPriceRequest.newBuilder().setProductId(productId).build())));
	}

	Served<List<ProductPrice>> list() {
		return ask((stub) -> {
			List<ProductPrice> prices = new ArrayList<>();
			stub.listPrices(ListPricesRequest.getDefaultInstance())
				.forEachRemaining((price) -> prices.add(price(price)));
			return prices;
		});
	}

	private <T> Served<T> ask(Function<PricesBlockingStub, T> question) {
		AtomicReference<Metadata> headers = new AtomicReference<>();
		PricesBlockingStub stub = this.catalog
			.withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>()));
		T answer = question.apply(stub);
		return new Served<>(answer,
				Optional.ofNullable(headers.get()).map((received) -> received.get(SERVED_BY)).stream().toList());
	}

	private static ProductPrice price(Price price) {
		return new ProductPrice(price.getProductId(), new BigDecimal(price.getAmount()));
	}

	/**
	 * The next attempt goes to another instance, if there is one.
	 */
	static class Unavailable implements MethodRetryPredicate {

		@Override
		public boolean shouldRetry(Method method, Throwable failure) {
			return Status.fromThrowable(failure).getCode() == Status.Code.UNAVAILABLE;
		}

	}

}
