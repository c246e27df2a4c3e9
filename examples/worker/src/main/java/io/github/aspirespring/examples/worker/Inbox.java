// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.worker;

import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Remembers which messages were taken. Brokers deliver at least once: again after a crash
 * between commit and acknowledgement, and again when a publisher repeats itself. A
 * message and its effect are written in one transaction, so that either both are there or
 * neither.
 */
@Repository
class Inbox {

	private static final Logger LOGGER = LoggerFactory.getLogger(Inbox.class);

	private final JdbcClient jdbc;

	Inbox(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Takes a message. Two deliveries at the same time wait for each other, here, on the
	 * row of the message.
	 * @param messageId the identifier the publisher gave to the message
	 * @return whether this is the first delivery, whose effect is to be written; every
	 * other is only counted
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	boolean take(UUID messageId) {
		int deliveries = this.jdbc.sql("""
				insert into inbox (message_id) values (:messageId)
				on conflict (message_id) do update set deliveries = inbox.deliveries + 1
				returning deliveries""").param("messageId", messageId).query(Integer.class).single();
		if (deliveries > 1) {
			LOGGER.info("Message {} came {} times; what it says is done already", messageId, deliveries);
		}
		return deliveries == 1;
	}

}
