// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.streams.StreamsBuilder;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.kafka.annotation.KafkaStreamsDefaultConfiguration;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.kafka.config.StreamsBuilderFactoryBeanConfigurer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Auto-configuration for what connection details have no place for: how clients log in,
 * and the consumer group that they have unless the application names one. Customizers of
 * the application can change it.
 */
@AutoConfiguration(before = KafkaAutoConfiguration.class, after = AspireKafkaAutoConfiguration.class)
@ConditionalOnClass(name = "org.springframework.kafka.core.KafkaTemplate")
@ConditionalOnBean(AspireKafkaConnectionDetails.class)
public final class AspireKafkaClientsAutoConfiguration {

	@Bean
	KafkaClientConfiguration aspireKafkaClientConfiguration(KafkaProperties properties,
			AspireKafkaConnectionDetails details, BeanFactory beanFactory,
			@Value("${spring.application.name:}") String applicationName) {
		// Streams are a consumer group too, by default of that name, and listeners cannot
		// join it
		String streams = Objects.requireNonNullElse(properties.getStreams().getApplicationId(), applicationName);
		boolean taken = beanFactory.containsBean(KafkaStreamsDefaultConfiguration.DEFAULT_STREAMS_BUILDER_BEAN_NAME)
				&& streams.equals(applicationName);
		return new KafkaClientConfiguration(properties, details, taken ? "" : applicationName);
	}

	@Bean
	LoginCustomizer aspireKafkaLoginCustomizer(KafkaClientConfiguration configuration) {
		return new LoginCustomizer(configuration);
	}

	// Spring Boot has no customizer for it
	@Bean
	@ConditionalOnMissingBean
	KafkaAdmin kafkaAdmin(KafkaClientConfiguration configuration) {
		return configuration.admin();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ StreamsBuilder.class, StreamsBuilderFactoryBean.class })
	static class StreamsConfiguration {

		@Bean
		StreamsBuilderFactoryBeanConfigurer aspireKafkaStreamsConfigurer(KafkaClientConfiguration configuration) {
			return new LoginConfigurer(configuration);
		}

	}

	/**
	 * Makes consumers and producers log in.
	 *
	 * @param configuration the configuration of the selected connection
	 */
	@Order(Ordered.HIGHEST_PRECEDENCE)
	record LoginCustomizer(KafkaClientConfiguration configuration)
			implements
				DefaultKafkaConsumerFactoryCustomizer,
				DefaultKafkaProducerFactoryCustomizer {

		@Override
		public void customize(DefaultKafkaConsumerFactory<?, ?> factory) {
			this.configuration.complete(KafkaClient.CONSUMER, factory.getConfigurationProperties(),
					factory::updateConfigs, factory::removeConfig);
		}

		@Override
		public void customize(DefaultKafkaProducerFactory<?, ?> factory) {
			this.configuration.complete(KafkaClient.PRODUCER, factory.getConfigurationProperties(),
					factory::updateConfigs, factory::removeConfig);
		}

	}

	/**
	 * Makes streams log in, unless the application lets them connect to other brokers.
	 */
	static final class LoginConfigurer implements StreamsBuilderFactoryBeanConfigurer {

		private final KafkaClientConfiguration configuration;

		LoginConfigurer(KafkaClientConfiguration configuration) {
			this.configuration = configuration;
		}

		@Override
		public void configure(StreamsBuilderFactoryBean factoryBean) {
			Properties properties = factoryBean.getStreamsConfiguration();
			if (properties != null && this.configuration.leadsTo(KafkaClient.STREAMS,
					properties.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG))) {
				Map<String, Object> current = new HashMap<>();
				properties.forEach((key, value) -> current.put(key.toString(), value));
				this.configuration.complete(KafkaClient.STREAMS, current, properties::putAll, properties::remove);
				factoryBean.setStreamsConfiguration(properties);
			}
		}

		@Override
		public int getOrder() {
			return Ordered.HIGHEST_PRECEDENCE;
		}

	}

}
