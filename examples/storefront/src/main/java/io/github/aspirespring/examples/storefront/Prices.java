// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.storefront;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;

import org.springframework.stereotype.Component;

import io.github.aspirespring.examples.catalog.api.GetPriceRequest;
import io.github.aspirespring.examples.catalog.api.ListPricesRequest;
import io.github.aspirespring.examples.catalog.api.Price;
import io.github.aspirespring.examples.catalog.api.PricesGrpc.PricesBlockingStub;

/**
 * Prices, from the catalog over gRPC.
 */
@Component
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

}
