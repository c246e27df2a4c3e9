// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The catalogue service.
 */
@SpringBootApplication
public class CatalogApplication {

	/**
	 * Starts the service.
	 * @param args command line arguments, handed to Spring
	 */
	public static void main(String[] args) {
		SpringApplication.run(CatalogApplication.class, args);
	}

}
