package io.heddle.http.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.heddle.http.HttpHandler;
import io.heddle.http.HttpServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A directory of files, and what is answered when they are asked for.
final class ServedFiles {

    /// When all of them were changed last.
    static final Instant MODIFIED = Instant.parse("2024-02-29T12:00:00.123456Z");

    static final String LAST_MODIFIED = "Thu, 29 Feb 2024 12:00:00 GMT";

    private ServedFiles() {}

    static Path file(Path path, String text) throws IOException {
        return file(path, text.getBytes(UTF_8));
    }

    static Path file(Path path, byte[] bytes) throws IOException {
        Files.createDirectories(path.getParent());
        return settled(Files.write(path, bytes));
    }

    /// As if it had not been changed for long.
    static Path settled(Path file) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
    }

    /// An answer without connections: what a handler gives to `GET` with some fields.
    static Answer get(HttpHandler handler, String target, String... fields) throws Exception {
        return ask(handler, "GET", target, fields);
    }

    static Answer ask(HttpHandler handler, String method, String target, String... fields)
            throws Exception {
        return Answer.of(HttpServers.served(handler, request(method, target, fields)));
    }

    static byte[] request(String method, String target, String... fields) {
        var text = new StringBuilder(method + " " + target + " HTTP/1.1\nHost: a\n");
        for (String field : fields) {
            text.append(field).append('\n');
        }
        return HttpServers.wire(text.append('\n').toString());
    }

    /// @param body of one character a byte
    record Answer(int status, String head, String body) {

        static Answer of(String wire) {
            int end = wire.indexOf("\r\n\r\n");
            return new Answer(
                    Integer.parseInt(wire.substring(9, 12)),
                    wire.substring(0, end + 2),
                    wire.substring(end + 4));
        }

        @Nullable String field(String name) {
            Matcher found =
                    Pattern.compile("(?i)\r\n" + Pattern.quote(name) + ": ([^\r]*)\r\n")
                            .matcher(head);
            return found.find() ? found.group(1) : null;
        }

        /// The head, but for the time at which it was made.
        String headWithoutDate() {
            return head.replaceFirst("\r\nDate: [^\r]*", "");
        }

        byte[] bytes() {
            return body.getBytes(ISO_8859_1);
        }
    }
}
