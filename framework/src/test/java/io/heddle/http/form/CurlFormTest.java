package io.heddle.http.form;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.Requirement;
import io.heddle.http.HttpHandler;
import io.heddle.http.HttpServer;
import io.heddle.http.HttpServers;
import io.heddle.http.Parameters;
import io.heddle.http.Response;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Forms that curl sends.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its curl writes names in its own way")
class CurlFormTest {

    /// Answers with a line for each part: name, file name, type, length, checksum.
    private static final HttpHandler LIST =
            request -> {
                var lines = new StringBuilder();
                Multipart form = Multipart.of(request);
                for (Part part = form.next(); part != null; part = form.next()) {
                    var checked = new CheckedInputStream(part.content(), new CRC32());
                    long length = checked.transferTo(OutputStream.nullOutputStream());
                    lines.append(
                            "%s|%s|%s|%d|%x%n"
                                    .formatted(
                                            part.name(),
                                            part.filename(),
                                            part.contentType(),
                                            length,
                                            checked.getChecksum().getValue()));
                }
                return Response.text(lines.toString());
            };

    @TempDir private Path directory;

    @BeforeEach
    void find() {
        boolean isThere =
                List.of(System.getenv("PATH").split(":", -1)).stream()
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
        Requirement.hold(isThere, "curl");
    }

    /// @param options as a file of options has them, which no locale changes
    private String curl(HttpServer server, String... options) throws Exception {
        Path file = Files.write(directory.resolve("options"), List.of(options));
        String url = "http://127.0.0.1:" + server.port() + "/";
        Process process =
                new ProcessBuilder("curl", "-sS", "--noproxy", "*", "-K", file.toString(), url)
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private static String option(String name, String value) {
        return name + " = \"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private Path file(String name, int length) throws Exception {
        var content = new byte[length];
        new Random(length).nextBytes(content);
        return Files.write(directory.resolve(name), content);
    }

    private static String checksum(Path file) throws Exception {
        var crc = new CRC32();
        crc.update(Files.readAllBytes(file));
        return Long.toHexString(crc.getValue());
    }

    @Test
    void fieldsAndFilesArriveAsTheyAre() throws Exception {
        Path small = file("small.png", 1000);
        Path large = file("large.bin", 5_000_000);
        try (var server = HttpServers.start(LIST)) {
            String answer =
                    curl(
                            server,
                            option("form", "title=Grüße an alle"),
                            option("form", "a=@" + small),
                            option("form", "b=@" + large + ";filename=\"größe \\\"1\\\".bin\""));

            assertEquals(
                    """
                    title|null|text/plain|15|%s
                    a|small.png|image/png|1000|%s
                    b|größe "1".bin|application/octet-stream|5000000|%s
                    """
                            .formatted(
                                    checksum(
                                            Files.writeString(
                                                    directory.resolve("title"), "Grüße an alle")),
                                    checksum(small),
                                    checksum(large)),
                    answer);
        }
    }

    @Test
    void quotesArriveHoweverTheyAreWritten() throws Exception {
        String form = "a=@" + file("x", 1) + ";filename=\"1\\\"2\\\\3\"";
        try (var server = HttpServers.start(LIST)) {
            String encoded = curl(server, option("form", form));
            String escaped = curl(server, "form-escape", option("form", form));

            assertEquals("1\"2\\3", encoded.split("\\|", -1)[1]);
            assertEquals("1\"2\\3", escaped.split("\\|", -1)[1]);
        }
    }

    @Test
    void fieldsOfSimpleFormsArrive() throws Exception {
        HttpHandler handler =
                request -> {
                    Parameters form = Form.of(request);
                    return Response.text(form.first("a") + "|" + form.all("b"));
                };
        try (var server = HttpServers.start(handler)) {
            String answer =
                    curl(
                            server,
                            option("data", "a=1%202"),
                            option("data-urlencode", "b=ü&="),
                            option("data", "b=x+y"));

            assertEquals("1 2|[ü&=, x y]", answer);
        }
    }
}
