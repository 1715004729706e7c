package io.heddle.samples;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// Who asks `echo` over HTTP how it is.
final class EchoOperator implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    private EchoOperator(String base) {
        this.base = base;
    }

    /// Of a server whose next line is `metrics on http://HOST:PORT/metrics`.
    static EchoOperator of(SampleProcess echo) throws IOException {
        String line = echo.readLine();
        if (!line.matches("metrics on http://127\\.0\\.0\\.1:[0-9]+/metrics")) {
            throw new AssertionError(line);
        }
        return new EchoOperator(
                line.substring("metrics on ".length(), line.length() - "/metrics".length()));
    }

    /// Asks, and returns status and body, such as `200 ok`.
    String ask(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        return response.statusCode() + " " + response.body();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
