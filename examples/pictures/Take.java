// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the pictures of the README from a dashboard, by the DevTools protocol of a
 * browser. The pages of the dashboard are drawn bit by bit, so a picture has to wait for
 * what is to be seen on it.
 */
class Take implements WebSocket.Listener {

	private static final long DEADLINE_MILLIS = 30_000;

	private final Map<Integer, CompletableFuture<String>> answers = new ConcurrentHashMap<>();

	private final AtomicInteger lastCommand = new AtomicInteger();

	private final StringBuilder message = new StringBuilder();

	private final WebSocket browser;

	private Take(URI page) {
		this.browser = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(page, this).join();
	}

	/**
	 * Takes both pictures.
	 * @param args the port of the browser's DevTools, the address of the dashboard, that
	 * of the storefront, the identifier of a trace, and the folder for the pictures
	 */
	public static void main(String[] args) throws Exception {
		Path folder = Path.of(args[4]);
		Take take = new Take(page(Integer.parseInt(args[0])));
		take.picture(args[1] + "/traces/detail/" + args[3], 560,
				"document.querySelectorAll('.span-bar').length > 5", folder.resolve("trace.png"));
		ask(URI.create(args[2] + "/storefront/products"));
		take.picture(args[1] + "/metrics/resource/storefront?meter=io.micrometer&instrument=http.server.requests&duration=1",
				860, "document.querySelectorAll('.js-plotly-plot .scatterlayer .trace').length > 2",
				folder.resolve("percentiles.png"));
		take.command("Browser.close", "");
	}

	/**
	 * Asks for long enough to have something to see.
	 */
	private static void ask(URI uri) throws IOException, InterruptedException {
		HttpClient http = HttpClient.newHttpClient();
		long end = System.currentTimeMillis() + 70_000;
		while (System.currentTimeMillis() < end) {
			http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
			Thread.sleep(20);
		}
	}

	private static URI page(int port) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
		long deadline = System.currentTimeMillis() + DEADLINE_MILLIS;
		while (true) {
			try {
				String pages = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
				Matcher page = Pattern.compile("ws://[^\"]*/devtools/page/[^\"]*").matcher(pages);
				if (page.find()) {
					return URI.create(page.group());
				}
			}
			catch (IOException ex) {
				if (System.currentTimeMillis() > deadline) {
					throw ex;
				}
			}
			Thread.sleep(100);
		}
	}

	private void picture(String url, int height, String ready, Path file) throws Exception {
		command("Emulation.setDeviceMetricsOverride",
				"\"width\": 1400, \"height\": %d, \"deviceScaleFactor\": 1, \"mobile\": false".formatted(height));
		command("Page.navigate", "\"url\": \"" + url + "\"");
		long deadline = System.currentTimeMillis() + DEADLINE_MILLIS;
		while (!command("Runtime.evaluate", "\"expression\": \"" + ready + "\"").contains("\"value\":true")) {
			if (System.currentTimeMillis() > deadline) {
				throw new IllegalStateException("Nothing to see at " + url);
			}
			Thread.sleep(200);
		}
		// The remark that everybody on this machine may look
		command("Runtime.evaluate",
				"\"expression\": \"document.querySelector('.fluent-messagebar-close')?.dispatchEvent(new MouseEvent('click', {bubbles: true}))\"");
		// Until what moves is where it belongs
		Thread.sleep(2_000);
		Matcher data = Pattern.compile("\"data\":\"([^\"]*)\"").matcher(command("Page.captureScreenshot", ""));
		if (!data.find()) {
			throw new IllegalStateException("No picture of " + url);
		}
		Files.write(file, Base64.getDecoder().decode(data.group(1)));
		System.out.println(file);
	}

	private String command(String method, String parameters) throws Exception {
		int id = this.lastCommand.incrementAndGet();
		CompletableFuture<String> answer = new CompletableFuture<>();
		this.answers.put(id, answer);
		this.browser.sendText("{\"id\": %d, \"method\": \"%s\", \"params\": {%s}}".formatted(id, method, parameters), true);
		return answer.get(DEADLINE_MILLIS, TimeUnit.MILLISECONDS);
	}

	@Override
	public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
		this.message.append(data);
		if (last) {
			Matcher id = Pattern.compile("^\\{\"id\":(\\d+)").matcher(this.message);
			if (id.find()) {
				this.answers.remove(Integer.valueOf(id.group(1))).complete(this.message.toString());
			}
			this.message.setLength(0);
		}
		webSocket.request(1);
		return null;
	}

}
