package io.heddle.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// A browser without a window, asked over the DevTools protocol
/// (https://chromedevtools.github.io/devtools-protocol).
///
/// @param port where it answers
record Browser(Process process, int port) implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Pattern TAB =
            Pattern.compile("\"webSocketDebuggerUrl\": *\"(ws://[^\"]+)\"");

    /// Starts it, and waits until it can be asked. Skips the test if there is none.
    ///
    /// @param folder for its profile
    static Browser start(Path folder) throws IOException {
        var chromium = Tool.required("chromium", "chromium-browser", "google-chrome");
        Path profile = folder.resolve("profile");
        Process process =
                chromium.start(
                        folder.resolve("browser.log").toFile(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--disable-dev-shm-usage",
                        "--autoplay-policy=no-user-gesture-required",
                        "--remote-debugging-port=0",
                        "--remote-allow-origins=*",
                        "--user-data-dir=" + profile,
                        "about:blank");
        Path active = profile.resolve("DevToolsActivePort");
        try {
            await().atMost(PATIENCE).until(() -> lines(active).size() >= 2 || !process.isAlive());
            return new Browser(process, Integer.parseInt(lines(active).getFirst()));
        } catch (Throwable failure) {
            new Browser(process, 0).close();
            throw failure;
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /// Opens a page in a tab of its own, and waits until it is loaded.
    Tab open(String url) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        try {
            String target =
                    "http://127.0.0.1:" + port + "/json/new?" + URLEncoder.encode(url, UTF_8);
            String answer =
                    client.send(
                                    HttpRequest.newBuilder(URI.create(target))
                                            .PUT(BodyPublishers.noBody())
                                            .build(),
                                    BodyHandlers.ofString())
                            .body();
            var found = TAB.matcher(answer);
            if (!found.find()) {
                throw new IOException("the browser opened no tab: " + answer);
            }
            var tab = Tab.of(client, URI.create(found.group(1)));
            tab.awaitTrue("location.href != 'about:blank' && document.readyState == 'complete'");
            return tab;
        } catch (Throwable failure) {
            client.close();
            throw failure;
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly().onExit().join();
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(child -> child.onExit().join());
    }
}
