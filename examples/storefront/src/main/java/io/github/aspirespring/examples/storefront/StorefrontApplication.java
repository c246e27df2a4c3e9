// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.storefront;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The storefront service.
 */
@SpringBootApplication
public class StorefrontApplication {

	/**
	 * Starts the service.
	 * @param args command line arguments, handed to Spring
	 */
	public static void main(String[] args) {
		SpringApplication.run(StorefrontApplication.class, args);
	}

}
