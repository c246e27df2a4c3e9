// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.environment;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * How Aspire turns the name of a resource into the name of an environment variable, and
 * back. A name that is already a valid identifier stays as it is; in any other, every
 * character that is not an ASCII letter or digit becomes an underscore, and a leading
 * digit gets one in front.
 *
 * @see <a href=
 * "https://github.com/microsoft/aspire/blob/main/src/Shared/EnvironmentVariableNameEncoder.cs">EnvironmentVariableNameEncoder</a>
 */
public final class VariableName {

	/**
	 * The order in which several spellings of one name count: first the one that AppHosts
	 * write, then any other variable, then the property in its place.
	 */
	static final Comparator<String> PRECEDENCE = Comparator.comparingInt(VariableName::rank)
		.thenComparing(Comparator.naturalOrder());

	private static final String CONNECTION = "ConnectionStrings__";

	private static final String CONNECTION_PROPERTY = "aspire.connection-strings.";

	private static final String SERVICE = "services__";

	private static final String SERVICE_PROPERTY = "aspire.services.";

	private static final Pattern ENDPOINT = Pattern.compile("(.+?)__(.+?)(?:__(.+))?", Pattern.DOTALL);

	private static final Pattern ENDPOINT_PROPERTY = Pattern.compile("(.+)\\.([^.\\[]+)(?:\\[(\\d+)])?",
			Pattern.DOTALL);

	private VariableName() {
	}

	/**
	 * Encodes a name character by character, keeping its case: {@code my-cache} becomes
	 * {@code my_cache}, {@code 1st.db} becomes {@code _1st_db}.
	 * @param name the name of a resource, connection, service or endpoint
	 * @return a name that every shell accepts; empty for an empty name
	 */
	public static String encode(String name) {
		if (isEncoded(name)) {
			return name;
		}
		StringBuilder encoded = new StringBuilder(name.length() + 1);
		if (isDigit(name.charAt(0))) {
			encoded.append('_');
		}
		for (int i = 0; i < name.length(); i++) {
			char character = name.charAt(i);
			encoded.append((isLetter(character) || isDigit(character)) ? character : '_');
		}
		return encoded.toString();
	}

	/**
	 * Returns the portable alias under which AppHosts from 13.6 on repeat a connection
	 * string: the encoded name with every run of underscores collapsed to one.
	 * @param name the name of a connection
	 * @return the portable alias, in the case of the name
	 */
	public static String portable(String name) {
		String encoded = encode(name);
		StringBuilder portable = new StringBuilder(encoded.length());
		for (int i = 0; i < encoded.length(); i++) {
			char character = encoded.charAt(i);
			if (character != '_' || i == 0 || encoded.charAt(i - 1) != '_') {
				portable.append(character);
			}
		}
		return portable.toString();
	}

	/**
	 * Returns what the variables with the properties of a connection start with:
	 * {@code MY_CACHE_} for {@code my-cache}.
	 * @param name the name of a connection
	 * @return the prefix with its underscore; empty for the empty name, whose properties
	 * carry no prefix
	 */
	public static String prefix(String name) {
		return name.isEmpty() ? "" : upper(encode(name)) + "_";
	}

	/**
	 * Returns the resource name that an encoded name most likely stands for:
	 * {@code my-cache} for {@code MY_CACHE}. Encoding loses the case and the kind of
	 * separator, so this is the conventional spelling and not always the original one;
	 * compare names with {@link #matches(String, String)}.
	 * @param encoded an encoded name without its trailing underscore
	 * @return a lower-case name with dashes
	 */
	public static String decode(String encoded) {
		boolean leadingDigit = encoded.length() > 1 && encoded.charAt(0) == '_' && isDigit(encoded.charAt(1));
		return (leadingDigit ? encoded.substring(1) : encoded).replace('_', '-').toLowerCase(Locale.ROOT);
	}

	/**
	 * Tells whether two names are the same once encoding is taken into account: their
	 * portable aliases are equal, ignoring case.
	 * @param name a name
	 * @param other another name
	 * @return whether both stand for the same variables
	 */
	public static boolean matches(String name, String other) {
		return key(name).equals(key(other));
	}

	/**
	 * Returns the connection name that a variable, or a property in its place, carries
	 * after {@code ConnectionStrings__}, or {@code null} if it is no connection string.
	 * The case does not matter: .NET ignores it and Windows may change it.
	 */
	static @Nullable String connection(String variable) {
		if (startsWith(variable, CONNECTION)) {
			return variable.substring(CONNECTION.length());
		}
		return variable.startsWith(CONNECTION_PROPERTY) ? variable.substring(CONNECTION_PROPERTY.length()) : null;
	}

	/**
	 * Returns service, endpoint and index that a variable, or a property in its place,
	 * carries after {@code services__}, the index being {@code null} for a scalar, or
	 * {@code null} if it is no endpoint of a service.
	 */
	static @Nullable Matcher endpoint(String variable) {
		Matcher matcher = null;
		if (startsWith(variable, SERVICE)) {
			matcher = ENDPOINT.matcher(variable.substring(SERVICE.length()));
		}
		else if (variable.startsWith(SERVICE_PROPERTY)) {
			matcher = ENDPOINT_PROPERTY.matcher(variable.substring(SERVICE_PROPERTY.length()));
		}
		return (matcher != null && matcher.matches()) ? matcher : null;
	}

	/**
	 * Returns the form under which every spelling of a name is the same.
	 */
	static String key(String name) {
		return upper(portable(name));
	}

	/**
	 * Returns a name without its dashes, which Azure App Service strips from the name of
	 * every variable.
	 * @see <a href=
	 * "https://github.com/microsoft/aspire/blob/main/src/Aspire.Hosting.Azure.AppService/AzureAppServiceEnvironmentResource.cs">AzureAppServiceEnvironmentResource</a>
	 */
	static String strip(String name) {
		return name.replace("-", "");
	}

	/**
	 * Returns the forms under which a name is looked up, the strictest first: as it
	 * stands, in any case, in any encoding. Forms of different strictness never equal
	 * each other.
	 */
	static List<String> forms(String name) {
		return List.of("=" + name, "~" + upper(name), "_" + key(name));
	}

	// The invariant upper case, whatever the language of the machine: in Turkish, the
	// upper case of 'i' is not 'I'
	static String upper(String text) {
		return text.toUpperCase(Locale.ROOT);
	}

	private static int rank(String variable) {
		if (variable.startsWith(CONNECTION) || variable.startsWith(SERVICE)) {
			return 0;
		}
		if (variable.startsWith(CONNECTION_PROPERTY) || variable.startsWith(SERVICE_PROPERTY)) {
			return 3;
		}
		return variable.equals(upper(encode(variable))) ? 1 : 2;
	}

	private static boolean isEncoded(String name) {
		for (int i = 0; i < name.length(); i++) {
			char character = name.charAt(i);
			if (character != '_' && !isLetter(character) && (i == 0 || !isDigit(character))) {
				return false;
			}
		}
		return true;
	}

	private static boolean startsWith(String variable, String start) {
		return variable.regionMatches(true, 0, start, 0, start.length());
	}

	private static boolean isLetter(char character) {
		return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
	}

	private static boolean isDigit(char character) {
		return character >= '0' && character <= '9';
	}

}
