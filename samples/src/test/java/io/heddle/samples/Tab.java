package io.heddle.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A tab of a browser. One thread at a time.
final class Tab implements AutoCloseable {

    private static final String VALUE = "\"value\":\"";

    private final HttpClient client;
    private final WebSocket socket;
    private final LinkedBlockingQueue<String> answers;
    private int asked;

    private Tab(HttpClient client, WebSocket socket, LinkedBlockingQueue<String> answers) {
        this.client = client;
        this.socket = socket;
        this.answers = answers;
    }

    /// @param client closed with the tab
    static Tab of(HttpClient client, URI address) {
        var answers = new LinkedBlockingQueue<String>();
        WebSocket socket =
                client.newWebSocketBuilder().buildAsync(address, new Answers(answers)).join();
        return new Tab(client, socket, answers);
    }

    /// What an expression of JavaScript is, as text; of a promise, what it becomes.
    String evaluate(String expression) throws IOException, InterruptedException {
        // encoded, so that no answer needs a parser for JSON
        String encoded =
                "Promise.resolve(("
                        + expression
                        + ")).then(v => encodeURIComponent(String(v)),"
                        + " e => encodeURIComponent('failed: ' + e))";
        String answer =
                call(
                        "Runtime.evaluate",
                        "{\"awaitPromise\":true,\"returnByValue\":true,\"expression\":"
                                + quoted(encoded)
                                + "}");
        int begin = answer.indexOf(VALUE);
        if (begin < 0) {
            throw new IOException(answer);
        }
        begin += VALUE.length();
        return URLDecoder.decode(
                answer.substring(begin, answer.indexOf('"', begin)).replace("+", "%2B"), UTF_8);
    }

    /// Shows it instead of the tab that is shown.
    void show() throws IOException, InterruptedException {
        call("Page.bringToFront", "{}");
    }

    private String call(String method, String parameters) throws IOException, InterruptedException {
        asked++;
        socket.sendText(
                        "{\"id\":%d,\"method\":\"%s\",\"params\":%s}"
                                .formatted(asked, method, parameters),
                        true)
                .join();
        String mine = "{\"id\":" + asked + ",";
        String answer;
        do {
            answer = answers.poll(Browser.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null) {
                throw new IOException("the browser does not answer " + method + parameters);
            }
        } while (!answer.startsWith(mine));
        return answer;
    }

    /// Waits until an expression is true.
    void awaitTrue(String expression) {
        await(expression)
                .atMost(Browser.PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class) // of a page that is being left
                .pollInterval(Duration.ofMillis(50))
                .until(() -> evaluate(expression).equals("true"));
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.chars()
                .forEach(c -> {
                    if (c < ' ' || c == '"' || c == '\\' || c > 0x7e) {
                        quoted.append("\\u%04x".formatted(c));
                    } else {
                        quoted.append((char) c);
                    }
                });
        return quoted.append('"').toString();
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
    }

    /// Puts parts of messages together.
    private static final class Answers implements WebSocket.Listener {

        private final LinkedBlockingQueue<String> answers;
        private final StringBuilder parts = new StringBuilder();

        private Answers(LinkedBlockingQueue<String> answers) {
            this.answers = answers;
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence part, boolean last) {
            parts.append(part);
            if (last) {
                answers.add(parts.toString());
                parts.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
