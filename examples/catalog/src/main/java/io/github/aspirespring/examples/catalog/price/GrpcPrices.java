// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.price;

import io.grpc.stub.StreamObserver;

import org.springframework.grpc.server.service.GrpcService;

import io.github.aspirespring.examples.catalog.Product;
import io.github.aspirespring.examples.catalog.ProductCatalog;
import io.github.aspirespring.examples.catalog.api.GetPriceRequest;
import io.github.aspirespring.examples.catalog.api.ListPricesRequest;
import io.github.aspirespring.examples.catalog.api.Price;
import io.github.aspirespring.examples.catalog.api.PricesGrpc;

/**
 * The prices of the catalogue over gRPC. Asking for a price is no view of the product.
 */
@GrpcService
class GrpcPrices extends PricesGrpc.PricesImplBase {

	private final ProductCatalog catalog;

	GrpcPrices(ProductCatalog catalog) {
		this.catalog = catalog;
	}

	@Override
	public void getPrice(GetPriceRequest request, StreamObserver<Price> prices) {
		prices.onNext(price(this.catalog.get(request.getProductId())));
		prices.onCompleted();
	}

	@Override
	public void listPrices(ListPricesRequest request, StreamObserver<Price> prices) {
		this.catalog.findAll().forEach((product) -> prices.onNext(price(product)));
		prices.onCompleted();
	}

	private static Price price(Product product) {
		return Price.newBuilder()
			.setProductId(product.id())
			.setSku(product.sku())
			.setAmount(product.price().toPlainString())
			.build();
	}

}
