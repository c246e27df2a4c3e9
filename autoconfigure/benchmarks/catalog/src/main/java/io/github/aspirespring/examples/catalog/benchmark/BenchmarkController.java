// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog.benchmark;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/**
 * A request that does nothing, and one that does nothing but call another service.
 */
@RestController
@RequestMapping("/benchmark")
class BenchmarkController {

	private final RestClient client;

	private final String peer;

	BenchmarkController(RestClient.Builder client, @Value("${benchmark.peer}") String peer) {
		this.client = client.build();
		this.peer = peer;
	}

	@GetMapping("/hello")
	String hello() {
		return "Hello";
	}

	@GetMapping("/call")
	@Nullable String call() {
		return this.client.get().uri(this.peer).retrieve().body(String.class);
	}

}
