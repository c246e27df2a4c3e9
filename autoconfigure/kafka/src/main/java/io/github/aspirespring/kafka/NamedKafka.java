// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.kafka;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.kafka.autoconfigure.ConcurrentKafkaListenerContainerFactoryConfigurer;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.kafka.support.converter.RecordMessageConverter;
import org.springframework.kafka.support.micrometer.KafkaTemplateObservationConvention;
import org.springframework.kafka.transaction.KafkaTransactionManager;

import io.github.aspirespring.boot.NamedConnection;
import io.github.aspirespring.kafka.AspireKafkaClientsAutoConfiguration.LoginCustomizer;

/**
 * Makes the clients of a connection, as Spring Boot makes those of the selected one: with
 * its properties and the customizers of the application.
 */
final class NamedKafka {

	private final NamedConnection connection;

	private final ConfigurableListableBeanFactory beanFactory;

	private final KafkaProperties properties;

	private final KafkaClientConfiguration configuration;

	/**
	 * Reads a connection.
	 * @param connection the connection
	 * @throws io.github.aspirespring.environment.MalformedConnectionException if it
	 * cannot be read
	 */
	NamedKafka(NamedConnection connection) {
		this.connection = connection;
		this.beanFactory = connection.beanFactory();
		KafkaConnectionSettings settings = connection.selection().settings(KafkaConnectionSettings.class);
		this.properties = connection.bind(KafkaClient.SHARED, new KafkaProperties());
		this.properties.getProperties().putAll(settings.properties());
		if (settings.groupId() != null) {
			this.properties.getConsumer().setGroupId(settings.groupId());
		}
		InjectedKafka kafka = new InjectedKafka(connection.selection(), new ConfiguredKafka(this.properties,
				this.beanFactory.getBeanProvider(SslBundles.class).getIfAvailable()));
		connection.report(kafka.target());
		String applicationName = this.beanFactory.resolveEmbeddedValue("${spring.application.name:}");
		this.configuration = new KafkaClientConfiguration(this.properties, kafka.details(),
				(applicationName != null) ? applicationName : "");
	}

	ProducerFactory<Object, Object> producers() {
		DefaultKafkaProducerFactory<Object, Object> factory = new DefaultKafkaProducerFactory<>(
				this.configuration.of(KafkaClient.PRODUCER));
		PropertyMapper map = PropertyMapper.get();
		map.from(this.properties.getProducer().getTransactionIdPrefix()).to(factory::setTransactionIdPrefix);
		this.beanFactory.getBeanProvider(DefaultKafkaProducerFactoryCustomizer.class)
			.orderedStream()
			.filter((customizer) -> !(customizer instanceof LoginCustomizer))
			.forEach((customizer) -> customizer.customize(factory));
		return factory;
	}

	ConsumerFactory<Object, Object> consumers() {
		DefaultKafkaConsumerFactory<Object, Object> factory = new DefaultKafkaConsumerFactory<>(
				this.configuration.of(KafkaClient.CONSUMER));
		this.beanFactory.getBeanProvider(DefaultKafkaConsumerFactoryCustomizer.class)
			.orderedStream()
			.filter((customizer) -> !(customizer instanceof LoginCustomizer))
			.forEach((customizer) -> customizer.customize(factory));
		return factory;
	}

	/**
	 * Returns an admin that creates no topics: those that the application declares are
	 * meant for its own, unless it hands them over.
	 */
	KafkaAdmin admin() {
		KafkaAdmin admin = this.configuration.admin();
		admin.setAutoCreate(false);
		return admin;
	}

	@SuppressWarnings("unchecked")
	KafkaTemplate<Object, Object> template() {
		KafkaTemplate<Object, Object> template = new KafkaTemplate<>(this.connection.bean(ProducerFactory.class));
		this.beanFactory.getBeanProvider(RecordMessageConverter.class).ifUnique(template::setMessageConverter);
		this.beanFactory.getBeanProvider(KafkaTemplateObservationConvention.class)
			.ifUnique(template::setObservationConvention);
		this.beanFactory.getBeanProvider(ProducerListener.class).ifUnique(template::setProducerListener);
		KafkaProperties.Template tuning = this.properties.getTemplate();
		PropertyMapper map = PropertyMapper.get();
		map.from(tuning.getDefaultTopic()).to(template::setDefaultTopic);
		map.from(tuning.getTransactionIdPrefix()).to(template::setTransactionIdPrefix);
		map.from(tuning.getCloseTimeout()).to(template::setCloseTimeout);
		map.from(tuning.isAllowNonTransactional()).to(template::setAllowNonTransactional);
		map.from(tuning.isObservationEnabled()).to(template::setObservationEnabled);
		template.setKafkaAdmin(this.connection.bean(KafkaAdmin.class));
		// Spring does that at the end of the start, which may be over
		template.setApplicationContext(this.connection.applicationContext());
		template.afterSingletonsInstantiated();
		return template;
	}

	@SuppressWarnings({ "rawtypes", "unchecked" })
	ConcurrentKafkaListenerContainerFactory<Object, Object> listeners() {
		ConcurrentKafkaListenerContainerFactory<Object, Object> factory = new ConcurrentKafkaListenerContainerFactory<>();
		this.beanFactory.getBean(ConcurrentKafkaListenerContainerFactoryConfigurer.class)
			.configure(factory, this.connection.bean(ConsumerFactory.class));
		factory.setReplyTemplate(this.connection.bean(KafkaTemplate.class));
		ProducerFactory<Object, Object> producers = this.connection.bean(ProducerFactory.class);
		// What Spring Boot has set are the transactions of the selected connection
		factory.getContainerProperties()
			.setKafkaAwareTransactionManager(
					producers.transactionCapable() ? new KafkaTransactionManager<>(producers) : null);
		KafkaAdmin admin = this.connection.bean(KafkaAdmin.class);
		ObjectProvider<ContainerCustomizer> customizers = this.beanFactory.getBeanProvider(ContainerCustomizer.class);
		factory.setContainerCustomizer((container) -> {
			container.setKafkaAdmin(admin);
			customizers.ifUnique((customizer) -> customizer.configure(container));
		});
		return factory;
	}

}
