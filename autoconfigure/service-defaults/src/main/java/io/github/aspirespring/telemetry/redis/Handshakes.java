// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.telemetry.redis;

import java.util.Set;

import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.CommandWrapper;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.protocol.TracedCommand;
import io.lettuce.core.tracing.LettuceObservationContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;

/**
 * Leaves out the commands by which Lettuce opens a connection. They belong to no trace,
 * so that each would be one. Other commands outside of any trace are somebody's work.
 */
final class Handshakes implements ObservationPredicate {

	private static final Set<ProtocolKeyword> COMMANDS = Set.of(CommandType.AUTH, CommandType.CLIENT, CommandType.HELLO,
			CommandType.PING, CommandType.READONLY, CommandType.SELECT);

	@Override
	public boolean test(String name, Observation.Context context) {
		return !(context instanceof LettuceObservationContext redis && redis.hasCommand()
				&& isHandshake(redis.getRequiredCommand()));
	}

	// A command that belongs to a trace is wrapped
	private static boolean isHandshake(RedisCommand<?, ?, ?> command) {
		return COMMANDS.contains(command.getType()) && CommandWrapper.unwrap(command, TracedCommand.class) == null;
	}

}
