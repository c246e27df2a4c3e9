// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.boot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.origin.Origin;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConnectionSelectorTests {

	private final Map<String, Object> commandLine = new HashMap<>();

	private final Map<String, Object> variables = new HashMap<>();

	private final Map<String, Object> application = new HashMap<>();

	@Test
	void selectsNothingWithoutConnections() {
		assertThat(select()).isNull();
		assertThat(selector().decide("alpha").explanation()).isEqualTo("no connection to Test alpha");
	}

	@Test
	void selectsTheOnlyCertainConnection() {
		this.variables.put("ConnectionStrings__one", "possible:1");
		this.variables.put("ConnectionStrings__two", "alpha:2");
		this.variables.put("ConnectionStrings__three", "beta:3");
		assertThat(selectedName()).isEqualTo("two");
	}

	@Test
	void failsForSeveralCertainConnections() {
		this.variables.put("ConnectionStrings__one", "alpha:1");
		this.variables.put("ConnectionStrings__two", "alpha:2");
		assertThatExceptionOfType(ConnectionSelectionException.Ambiguous.class).isThrownBy(this::select)
			.withMessage("2 connections could be the one for Test alpha: 'one', 'two'.")
			.satisfies((ex) -> assertThat(ex.action()).contains("aspire.alpha.connection-name"));
	}

	@Test
	void selectsTheOnlyPossibleConnection() {
		this.variables.put("ConnectionStrings__one", "possible:1");
		assertThat(ConnectionSelector.of(environment(), List.of(new TestIntegration("alpha"))).select("alpha"))
			.hasToString("alpha 'one'");
	}

	@Test
	void failsForSeveralPossibleConnections() {
		this.variables.put("ConnectionStrings__one", "possible:1");
		this.variables.put("ConnectionStrings__two", "possible:2");
		assertThatExceptionOfType(ConnectionSelectionException.Ambiguous.class).isThrownBy(this::select);
	}

	@Test
	void doesNotFailForSeveralPossibleConnectionsIfTheApplicationSaysWhereToConnect() {
		this.variables.put("ConnectionStrings__one", "possible:1");
		this.variables.put("ConnectionStrings__two", "possible:2");
		this.application.put("spring.alpha.url", "here");
		assertThat(select()).isNull();
	}

	@Test
	void failsForPossibleConnectionThatAnotherIntegrationMayTake() {
		this.variables.put("ConnectionStrings__one", "possible:1");
		assertThatExceptionOfType(ConnectionSelectionException.Ambiguous.class).isThrownBy(this::select)
			.withMessageContaining("'one' could be the one for Test alpha, but for another integration as well");
	}

	@Test
	void takesPossibleConnectionThatTheOtherIntegrationDoesNotNeed() {
		this.variables.put("ConnectionStrings__one", "possible:1");
		this.variables.put("ConnectionStrings__two", "beta:2");
		assertThat(selectedName()).isEqualTo("one");
	}

	@Test
	void leavesPossibleConnectionToTheIntegrationThatNamesIt() {
		this.variables.put("ConnectionStrings__one", "possible:1");
		this.variables.put("ConnectionStrings__two", "possible:2");
		this.application.put("aspire.beta.connection-name", "one");
		assertThat(selectedName()).isEqualTo("two");
	}

	@Test
	void ignoresDisabledIntegrationThatMightTakeTheConnection() {
		this.variables.put("ConnectionStrings__one", "possible:1");
		this.application.put("aspire.beta.enabled", "false");
		assertThat(selectedName()).isEqualTo("one");
	}

	@Test
	void selectsTheNamedConnectionInAnySpelling() {
		this.variables.put("ConnectionStrings__one", "alpha:1");
		this.variables.put("ConnectionStrings__My-Two", "alpha:2");
		this.application.put("aspire.alpha.connection-name", "my_two");
		assertThat(selectedName()).isEqualTo("My-Two");
	}

	@Test
	void failsForNamedConnectionThatDoesNotExist() {
		this.variables.put("ConnectionStrings__one", "alpha:1");
		this.application.put("aspire.alpha.connection-name", "two");
		assertThatExceptionOfType(ConnectionSelectionException.NotFound.class).isThrownBy(this::select)
			.withMessage("'aspire.alpha.connection-name' is 'two', but there is no connection of that name. "
					+ "Connections there are: 'one'.");
	}

	@Test
	void failsForNamedConnectionOfAnotherTechnology() {
		this.variables.put("ConnectionStrings__one", "beta:1");
		this.application.put("aspire.alpha.connection-name", "one");
		assertThatExceptionOfType(ConnectionSelectionException.WrongType.class).isThrownBy(this::select)
			.satisfies((ex) -> assertThat(ex.action()).endsWith("Those that could be one: none."));
	}

	@Test
	void prefersItsOwnConnectionString() {
		this.variables.put("ConnectionStrings__one", "alpha:1");
		this.application.put("aspire.alpha.connection-string", "alpha:2");
		Selection selection = selected();
		assertThat(selection.connection().connectionString()).satisfies((string) -> {
			assertThat(string).isNotNull();
			assertThat(string.value()).isEqualTo("alpha:2");
			assertThat(string.source()).isEqualTo("aspire.alpha.connection-string");
		});
	}

	@Test
	void losesToPropertyAboveTheVariables() {
		this.variables.put("ConnectionStrings__one", "alpha:1");
		this.commandLine.put("spring.alpha.url", "there");
		assertThat(select()).isNull();
		assertThat(selector().decide("alpha").explanation()).contains("spring.alpha.url", "wins over the AppHost")
			.doesNotContain("there");
	}

	@Test
	void losesToPropertiesOfTheClientOnly() {
		this.variables.put("ConnectionStrings__one", "alpha:1");
		this.commandLine.put("spring.alpha.cluster.nodes", "there");
		this.application.put("spring.alpha.password", "below");
		assertThat(selector().select("alpha", "spring.alpha.cluster")).isNull();
		assertThat(selector().select("alpha", "spring.alpha.url")).isNotNull()
			.satisfies((selection) -> assertThat(selection.shadowed()).isEmpty());
	}

	@Test
	void decidesForEveryClient() {
		this.variables.put("ConnectionStrings__one", "alpha:1");
		this.commandLine.put("spring.alpha.cluster.nodes", "there");
		TestIntegration integration = new TestIntegration("alpha", List.of("spring.alpha.cluster", "spring.alpha.url"));
		assertThat(ConnectionSelector.of(environment(), List.of(integration)).decideAll())
			.extracting((decision) -> decision.selection() != null)
			.containsExactly(false, true);
	}

	@Test
	void tellsWhichOptionsTheApplicationSets() {
		this.commandLine.put("spring.alpha.options.appName", "hidden");
		this.application.put("spring.alpha.options.timeout", "5");
		assertThat(selector().options("spring.alpha.options")).containsExactlyInAnyOrder("appName", "timeout");
		assertThat(selector().options("spring.beta.options")).isEmpty();
	}

	@Test
	void losesToPropertyBelowALocationAboveTheVariables() {
		this.variables.put("ConnectionStrings__one", "alpha:1");
		this.commandLine.put("spring.alpha.cluster.nodes[0]", "there");
		assertThat(select()).isNull();
	}

	@Test
	void beatsPropertyBesideAndBelowTheVariables() {
		this.variables.put("ConnectionStrings__one", "alpha:1");
		this.variables.put("SPRING_ALPHA_URL", "there");
		assertThat(selected().shadowed()).singleElement().asString().contains("spring.alpha.url");
		this.variables.remove("SPRING_ALPHA_URL");
		this.application.put("spring.alpha.url", "there");
		assertThat(selected().shadowed()).singleElement().asString().contains("spring.alpha.url");
	}

	@Test
	void losesToAnyPropertyIfTheApplicationTakesPrecedence() {
		this.variables.put("ConnectionStrings__one", "alpha:1");
		this.application.put("aspire.connection-precedence", "application");
		assertThat(selectedName()).isEqualTo("one");
		this.application.put("spring.alpha.url", "there");
		assertThat(select()).isNull();
	}

	@Test
	void doesNotFailForConnectionsThatLoseAnyway() {
		this.variables.put("ConnectionStrings__one", "alpha:1");
		this.variables.put("ConnectionStrings__two", "alpha:2");
		this.commandLine.put("spring.alpha.url", "there");
		assertThat(select()).isNull();
	}

	@Test
	void ownConnectionStringStandsWithTheVariables() {
		this.application.put("aspire.alpha.connection-string", "alpha:2");
		this.application.put("spring.alpha.url", "there");
		assertThat(select()).isNotNull();
		this.commandLine.put("spring.alpha.url", "there");
		assertThat(select()).isNull();
	}

	@Test
	void handsOutCredentialThatWins() {
		this.variables.put("ConnectionStrings__one", "alpha:1");
		this.application.put("spring.alpha.password", "below");
		assertThat(selected().credential("spring.alpha.password")).isNull();
		assertThat(selected().shadowed()).singleElement().asString().doesNotContain("below");
		this.commandLine.put("spring.alpha.password", "above");
		assertThat(selected().credential("spring.alpha.password")).isEqualTo("above");
		assertThat(selected().shadowed()).isEmpty();
	}

	@Test
	void configuredConnectionLosesToInjectedOne() {
		this.variables.put("ConnectionStrings__my-one", "alpha:1");
		this.application.put("aspire.connection-strings.my-one", "alpha:2");
		assertThat(selectedValue()).isEqualTo("alpha:1");
	}

	@Test
	void configuredConnectionAboveTheVariablesReplacesInjectedOneAsAWhole() {
		this.variables.put("ConnectionStrings__my-one", "alpha:1");
		this.variables.put("ConnectionStrings__my_one", "alpha:1");
		this.variables.put("MY_ONE_HOST", "injected");
		this.commandLine.put("aspire.connection-strings.my-one", "alpha:2");
		assertThat(selectedValue()).isEqualTo("alpha:2");
		assertThat(selected().connection().properties().isEmpty()).isTrue();
	}

	@Test
	void configuredConnectionStandsInWithoutAnAppHost() {
		this.application.put("aspire.connection-strings.my-one", "alpha:${port}");
		this.application.put("port", "2");
		assertThat(selectedValue()).isEqualTo("alpha:2");
		assertThat(Origin.from(selected())).asString().contains("aspire.connection-strings.my-one", "application");
	}

	@Test
	void propertyAboveConfiguredConnectionWins() {
		this.application.put("aspire.connection-strings.one", "alpha:2");
		this.variables.put("SPRING_ALPHA_URL", "there");
		assertThat(select()).isNull();
	}

	@Test
	void tellsTheVariableOfItsOrigin() {
		this.variables.put("ConnectionStrings__one", "alpha:1");
		assertThat(Origin.from(selected())).hasToString("System Environment Property \"ConnectionStrings__one\"");
	}

	@Test
	void canBeDisabled() {
		this.variables.put("ConnectionStrings__one", "alpha:1");
		this.application.put("aspire.alpha.enabled", "false");
		assertThat(selector().decide("alpha").explanation()).isEqualTo("aspire.alpha.enabled is false");
		this.application.put("aspire.enabled", "false");
		assertThat(selector().decide("alpha").explanation()).isEqualTo("aspire.enabled is false");
	}

	@Test
	void knowsNoIntegrationThatIsNotThere() {
		assertThat(selector().decide("gamma").explanation()).isEqualTo("gamma is no integration on the classpath");
	}

	private @Nullable Selection select() {
		return selector().select("alpha");
	}

	// MAIL_HOST and MAIL_PORT could be the application's own
	@Test
	void leavesPropertiesWithoutConnectionStringIfTheApplicationSaysWhereToConnect() {
		this.variables.put("MAIL_HOST", "possible");
		this.variables.put("MAIL_PORT", "1");
		this.commandLine.put("aspire.beta.enabled", "false");
		assertThat(selectedName()).isEqualTo("mail");
		this.application.put("spring.alpha.url", "here");
		assertThat(select()).isNull();
	}

	@Test
	void leavesOutConnectionThatIsSwitchedOff() {
		this.variables.put("ConnectionStrings__one", "alpha:1");
		this.variables.put("ConnectionStrings__two-db", "alpha:2");
		this.application.put("aspire.alpha.connections.TWO-DB.enabled", "false");
		assertThat(selectedName()).isEqualTo("one");
		this.application.put("aspire.alpha.connection-name", "two-db");
		assertThat(selector().decide("alpha").explanation())
			.isEqualTo("aspire.alpha.connections.two-db.enabled is false");
	}

	@Test
	void settingsOfTheConnectionComeWithIt() {
		this.variables.put("ConnectionStrings__one", "alpha:1");
		assertThat(selected().settings(TestIntegration.TestSettings.class))
			.isEqualTo(new TestIntegration.TestSettings(true, null));
		this.application.put("aspire.alpha.connections.one.color", "red");
		assertThat(selected().settings(TestIntegration.TestSettings.class))
			.isEqualTo(new TestIntegration.TestSettings(true, "red"));
		this.application.put("aspire.alpha.connection-string", "alpha:2");
		this.application.put("aspire.alpha.connection-name", "one");
		assertThat(selected().settings(TestIntegration.TestSettings.class))
			.isEqualTo(new TestIntegration.TestSettings(true, "red"));
	}

	@Test
	void tellsWhichSettingsHaveNoEffect() {
		this.variables.put("ConnectionStrings__one", "alpha:1");
		this.variables.put("ConnectionStrings__two", "other:2");
		this.application.put("aspire.alpha.connections.one.color", "red");
		this.application.put("aspire.alpha.connections.two.color", "red");
		this.application.put("aspire.alpha.connections.three.color", "red");
		assertThat(selector().unusedSettings()).containsExactly(
				"'aspire.alpha.connections.three' has no effect: there is no connection of that name, only one, two",
				"'aspire.alpha.connections.two' has no effect: that is no connection to Test alpha");
	}

	@Test
	void listsTheSelectedConnectionFirst() {
		this.variables.put("ConnectionStrings__one", "alpha:1");
		this.variables.put("ConnectionStrings__two", "alpha:2");
		this.application.put("aspire.alpha.connection-name", "two");
		assertThat(selector().selectAll()).extracting(NamedSelection::toString)
			.containsExactly("alpha 'two'", "alpha 'one'");
		assertThat(selector().selectAll()).extracting(NamedSelection::selected).containsExactly(true, false);
		this.commandLine.put("spring.alpha.url", "here");
		assertThat(selector().selectAll()).extracting(NamedSelection::selected).containsOnly(false);
		this.application.put("aspire.enabled", "false");
		assertThat(selector().selectAll()).isEmpty();
	}

	private Selection selected() {
		Selection selection = select();
		assertThat(selection).isNotNull();
		return selection;
	}

	private String selectedName() {
		return selected().connection().name();
	}

	private String selectedValue() {
		return Objects.requireNonNull(selected().connection().connectionString()).value();
	}

	private ConnectionSelector selector() {
		return ConnectionSelector.of(environment(), List.of(new TestIntegration("alpha"), new TestIntegration("beta")));
	}

	private StandardEnvironment environment() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment", this.variables));
		environment.getPropertySources().addFirst(new MapPropertySource("commandLineArgs", this.commandLine));
		environment.getPropertySources().addLast(new MapPropertySource("application", this.application));
		return environment;
	}

}
