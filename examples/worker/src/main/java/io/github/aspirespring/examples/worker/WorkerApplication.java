// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.worker;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The worker service.
 */
@SpringBootApplication
public class WorkerApplication {

	/**
	 * Starts the service.
	 * @param args command line arguments, handed to Spring
	 */
	public static void main(String[] args) {
		SpringApplication.run(WorkerApplication.class, args);
	}

}
