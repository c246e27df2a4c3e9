// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.rabbitmq.observe;

import com.rabbitmq.stream.codec.SimpleCodec;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.transport.SenderContext;
import org.junit.jupiter.api.Test;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.support.micrometer.RabbitMessageReceiverContext;
import org.springframework.amqp.rabbit.support.micrometer.RabbitMessageSenderContext;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.rabbit.stream.micrometer.RabbitStreamMessageSenderContext;

import io.github.aspirespring.boot.AspireAutoConfiguration;
import io.github.aspirespring.test.AppHostVariables;
import io.github.aspirespring.test.AspireContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AspireRabbitObservationAutoConfiguration}.
 */
class AspireRabbitObservationAutoConfigurationTests {

	private static final KeyValue SYSTEM = KeyValue.of("messaging.system", "rabbitmq");

	private final AspireContextRunner runner = new AspireContextRunner().withConfiguration(
			AutoConfigurations.of(AspireAutoConfiguration.class, AspireRabbitObservationAutoConfiguration.class));

	@Test
	void addsTheSystemToSpansOnly() {
		for (Observation.Context context : new Observation.Context[] {
				new RabbitMessageSenderContext(new Message(new byte[0]), "template", "exchange", "key"),
				new RabbitMessageReceiverContext(new Message(new byte[0]), "listener") }) {
			Observation.Context filtered = filter(context);
			assertThat(filtered.getHighCardinalityKeyValues()).containsExactly(SYSTEM);
			assertThat(filtered.getLowCardinalityKeyValues()).isEmpty();
		}
	}

	@Test
	void addsTheSystemToStreams() {
		RabbitStreamMessageSenderContext context = new RabbitStreamMessageSenderContext(
				new SimpleCodec().messageBuilder().build(), "template", "stream");
		assertThat(filter(context).getHighCardinalityKeyValues()).containsExactly(SYSTEM);
	}

	@Test
	void leavesWhatIsThere() {
		KeyValues own = KeyValues.of("messaging.system", "own");
		Observation.Context high = sender().addHighCardinalityKeyValues(own);
		assertThat(filter(high).getHighCardinalityKeyValues()).containsExactlyElementsOf(own);
		Observation.Context low = sender().addLowCardinalityKeyValues(own);
		assertThat(filter(low).getHighCardinalityKeyValues()).isEmpty();
	}

	@Test
	void leavesOthersAlone() {
		SenderContext<Object> kafka = new SenderContext<>((carrier, key, value) -> {
		});
		kafka.setRemoteServiceName("Apache Kafka");
		assertThat(filter(kafka).getHighCardinalityKeyValues()).isEmpty();
		kafka.setRemoteServiceName(null);
		assertThat(filter(kafka).getHighCardinalityKeyValues()).isEmpty();
		assertThat(filter(new Observation.Context()).getHighCardinalityKeyValues()).isEmpty();
	}

	@Test
	void doesNothingWithoutAnAppHost() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ObservationFilter.class));
	}

	private static RabbitMessageSenderContext sender() {
		return new RabbitMessageSenderContext(new Message(new byte[0]), "template", "exchange", "key");
	}

	private Observation.Context filter(Observation.Context observed) {
		this.runner.withVariables(AppHostVariables.none().connectionString("queue", "amqp://queue"))
			.run((context) -> assertThat(context.getBean(ObservationFilter.class).map(observed)).isSameAs(observed));
		return observed;
	}

}
