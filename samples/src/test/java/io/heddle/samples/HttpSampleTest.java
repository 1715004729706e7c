package io.heddle.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sample `http`, asked by the JDK's client.
class HttpSampleTest {

    @TempDir private Path folder;

    @Test
    void servesTextJsonUploadsAndFiles() throws Exception {
        Files.writeString(folder.resolve("hello.txt"), "from a file");
        try (var sample = SampleProcess.start("http", "--port=0", "--root=" + folder);
                var client = HttpClient.newHttpClient()) {
            URI root = URI.create("http://localhost:" + sample.readPort());

            assertEquals("Hello, World!", get(client, root.resolve("/plaintext")).body());
            var json = get(client, root.resolve("/json"));
            assertEquals("application/json", json.headers().firstValue("Content-Type").orElse(""));
            assertTrue(json.body().startsWith("{\"message\":\"Hello, World!\",\"at\":"));
            assertEquals("from a file", get(client, root.resolve("/hello.txt")).body());
            assertEquals(404, get(client, root.resolve("/none")).statusCode());
            assertEquals("file: 3 bytes\n", upload(client, root.resolve("/upload")).body());

            sample.terminate();
            assertEquals(0, sample.result().exitCode());
        }
    }

    @Test
    void servesNoFilesUnlessTold() throws Exception {
        try (var sample = SampleProcess.start("http", "--port", "0");
                var client = HttpClient.newHttpClient()) {
            URI root = URI.create("http://localhost:" + sample.readPort());

            assertEquals(404, get(client, root.resolve("/pom.xml")).statusCode());
        }
    }

    private static HttpResponse<String> get(HttpClient client, URI uri) throws Exception {
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> upload(HttpClient client, URI uri) throws Exception {
        String content =
                """
                --b
                Content-Disposition: form-data; name="file"; filename="x"

                abc
                --b--
                """;
        return client.send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(BodyPublishers.ofString(content.replace("\n", "\r\n")))
                        .build(),
                BodyHandlers.ofString());
    }
}
