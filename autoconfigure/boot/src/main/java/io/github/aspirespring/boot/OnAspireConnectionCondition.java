// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Explains in the condition report what {@link ConnectionSelector} decides.
 */
final class OnAspireConnectionCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		MergedAnnotation<ConditionalOnAspireConnection> annotation = metadata.getAnnotations()
			.get(ConditionalOnAspireConnection.class);
		String id = annotation.getString(MergedAnnotation.VALUE);
		String client = annotation.getString("client");
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnAspireConnection.class, id);
		// What is switched off as a whole when the application is built has no selector
		// to ask
		boolean enabled = context.getEnvironment().getProperty("aspire.enabled", Boolean.class, true);
		if (enabled && Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
			return ConditionOutcome.match(message.because("connections are selected when the application runs"));
		}
		ConnectionSelector selector = SharedSelector.get(context);
		List<Decision> decisions = id.isEmpty() ? selector.decideAll() : List.of(selector.decide(id, client));
		String explanation = String.join("; ", decisions.stream().map(Decision::explanation).distinct().toList());
		if (!annotation.getBoolean("selected")) {
			List<NamedSelection> connections = id.isEmpty() ? selector.selectAll() : selector.selectAll(id, client);
			if (!connections.isEmpty()) {
				return ConditionOutcome.match(message.found("connection", "connections")
					.items(connections.stream().map(NamedSelection::toString).distinct().toList()));
			}
			// Whoever fails for want of one needs what all integrations share to say so
			boolean failure = decisions.stream().anyMatch((decision) -> decision.failure() != null);
			return new ConditionOutcome(id.isEmpty() && failure, message.because(explanation));
		}
		boolean matches = decisions.stream().anyMatch(Decision::concernsApplication);
		return new ConditionOutcome(matches, message.because(explanation));
	}

}
