package io.heddle.samples.showcase;

import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.heddle.http.Request;
import io.heddle.http.Response;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Answers with what was sent.
///
/// Most clients read nothing before they have sent everything. So an answer that began earlier
/// could wait for a client that waits for us: what is large goes through a file.
final class Echo {

    private static final int IN_MEMORY = 64 * 1024;
    private static final Response NOTHING =
            Response.text(
                    "Send something, and it comes back. There are also /plaintext, /json,"
                            + " /slow?ms=N, /big?bytes=N, /events, /static/,"
                            + " /upload and /ws.\n");

    private Echo() {}

    static Response of(Request request) throws IOException {
        byte[] first = request.content().readNBytes(IN_MEMORY);
        if (first.length == 0) {
            return NOTHING;
        }
        String given = request.field("Content-Type");
        String type = given == null ? "application/octet-stream" : given;
        return first.length < IN_MEMORY
                ? Response.bytes(type, first)
                : spooled(type, first, request);
    }

    private static Response spooled(String type, byte[] first, Request request) throws IOException {
        Path file = Files.createTempFile("heddle-echo", null);
        FileChannel content = FileChannel.open(file, DELETE_ON_CLOSE, READ, WRITE);
        try {
            var output = Channels.newOutputStream(content);
            output.write(first);
            request.content().transferTo(output);
            return Response.file(type, content, 0, content.size());
        } catch (Throwable failure) {
            content.close();
            throw failure;
        }
    }
}
