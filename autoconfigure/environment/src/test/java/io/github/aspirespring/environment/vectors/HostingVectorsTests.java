// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment.vectors;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * Holds the model against everything that AppHosts are known to inject.
 */
class HostingVectorsTests {

	private static final int VECTORS = 312;

	private final List<HostingVector> vectors = HostingVector.load()
		.stream()
		.filter((vector) -> !vector.template())
		.toList();

	@TestFactory
	Stream<DynamicTest> readsEveryVector() {
		Set<String> covered = new LinkedHashSet<>();
		Stream<DynamicTest> tests = this.vectors.stream().map((vector) -> dynamicTest(vector.toString(), () -> {
			new ConnectionAssertions(vector).check();
			new ServiceAssertions(vector.env()).check();
			new DisclosureAssertions(vector).check();
			covered.add(vector.id());
		}));
		return Stream.concat(tests, Stream.of(dynamicTest("all of them", () -> {
			System.out.println(covered.size() + " of " + VECTORS + " hosting vectors");
			assertThat(covered).hasSize(VECTORS);
		})));
	}

	@Test
	void knowsEveryVectorByIdentifierOfItsOwn() {
		assertThat(this.vectors).extracting(HostingVector::id).hasSize(VECTORS).doesNotHaveDuplicates();
	}

}
