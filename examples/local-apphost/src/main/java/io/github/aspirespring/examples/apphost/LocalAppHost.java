// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.apphost;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.github.aspirespring.examples.apphost.model.PasswordGenerator;
import io.github.aspirespring.examples.apphost.model.PostgresDatabase;
import io.github.aspirespring.examples.apphost.model.RedisCache;
import io.github.aspirespring.examples.apphost.model.ServiceVariables;
import io.github.aspirespring.examples.apphost.process.Await;
import io.github.aspirespring.examples.apphost.process.ChildProcess;
import io.github.aspirespring.examples.apphost.process.Console;
import io.github.aspirespring.examples.apphost.process.Lifetime;
import io.github.aspirespring.examples.apphost.process.LocalAppHostException;
import io.github.aspirespring.examples.apphost.process.LoopbackPort;
import io.github.aspirespring.examples.apphost.process.PostgresServer;
import io.github.aspirespring.examples.apphost.process.RedisServer;
import io.github.aspirespring.examples.apphost.process.RunFolder;

/**
 * Does what the AppHosts in {@code examples/apphost} describe: starts PostgreSQL
 * ({@code pg}) with a database ({@code catalog-db}), Redis ({@code cache}) and the
 * {@code catalog}, which references both.
 */
public final class LocalAppHost {

	private static final String SERVICE = "catalog";

	private static final Duration HEALTH_TIMEOUT = Duration.ofMinutes(2);

	private final PasswordGenerator passwords = new PasswordGenerator();

	private final Console console;

	private final Lifetime lifetime;

	private final Summary summary;

	private LocalAppHost(Console console, Lifetime lifetime) {
		this.console = console;
		this.lifetime = lifetime;
		this.summary = new Summary(console);
	}

	/**
	 * Runs the application until it is stopped, or once.
	 * @param args see {@link Arguments}
	 */
	public static void main(String[] args) {
		System.exit(run(args));
	}

	private static int run(String[] args) {
		Console console = new Console(System.out);
		Optional<Arguments> arguments = Arguments.parse(args);
		if (arguments.isEmpty()) {
			console.print(Arguments.USAGE);
			return 2;
		}
		try (Lifetime lifetime = new Lifetime(console)) {
			return run(arguments.get(), console, lifetime);
		}
	}

	private static int run(Arguments arguments, Console console, Lifetime lifetime) {
		try {
			new LocalAppHost(console, lifetime).run(arguments);
			return 0;
		}
		catch (LocalAppHostException ex) {
			if (!lifetime.isStopping()) {
				console.print("");
				console.print("FAILED: " + ex.getMessage());
			}
			return 1;
		}
	}

	private void run(Arguments arguments) {
		Path jar = requireCatalog(arguments.catalogJar());
		RunFolder folder = this.lifetime.start(RunFolder::create);
		RedisCache cache = startCache(folder);
		PostgresDatabase database = startDatabase(folder);
		int port = LoopbackPort.free();
		ServiceVariables variables = new ServiceVariables(SERVICE, this.passwords.instanceId(), port)
			.withReference(database)
			.withReference(cache);
		this.summary.printInjected(SERVICE, variables.injected());
		ChildProcess catalog = this.lifetime.start(() -> startCatalog(jar, variables));
		URI endpoint = URI.create("http://localhost:" + port);
		this.summary.add(SERVICE, "Spring Boot", endpoint + "/products");
		CatalogClient client = new CatalogClient(endpoint);
		Await.until("become healthy", HEALTH_TIMEOUT, catalog, client::isHealthy);
		new CatalogExercise(client, new StoredProducts(database, cache), this.console).run();
		this.summary.printResources();
		if (arguments.once()) {
			this.console.print("Everything holds. Stopping.");
			return;
		}
		this.console.print("Running. Press Ctrl-C to stop everything.");
		throw new LocalAppHostException("catalog ended with exit code " + catalog.awaitExit() + ".");
	}

	private PostgresDatabase startDatabase(RunFolder folder) {
		String password = this.console.hide(this.passwords.withSpecialCharacters());
		PostgresServer server = this.lifetime.start(() -> PostgresServer.start("pg", password, folder, this.console));
		this.summary.add("pg", "PostgreSQL", "localhost:" + server.port());
		PostgresDatabase database = server.createDatabase("catalog-db");
		this.summary.add(database.name(), "PostgreSQL database", "pg/" + database.databaseName());
		return database;
	}

	private RedisCache startCache(RunFolder folder) {
		String password = this.console.hide(this.passwords.alphanumeric());
		RedisCache cache = this.lifetime.start(() -> RedisServer.start("cache", password, folder, this.console))
			.resource();
		this.summary.add(cache.name(), "Redis", cache.host() + ":" + cache.port());
		return cache;
	}

	private ChildProcess startCatalog(Path jar, ServiceVariables variables) {
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		ProcessBuilder command = new ProcessBuilder(java.toString(), "-jar", jar.toAbsolutePath().toString());
		Map<String, String> environment = command.environment();
		Map<String, String> wanted = variables.environment(environment);
		environment.clear();
		environment.putAll(wanted);
		return ChildProcess.start(SERVICE, command, "", this.console);
	}

	private static Path requireCatalog(Path jar) {
		if (!Files.isRegularFile(jar)) {
			throw new LocalAppHostException(
					"There is no catalog at %s. The script examples/run builds it.".formatted(jar.toAbsolutePath()));
		}
		return jar;
	}

}
