package io.heddle.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// Reads the fields behind content in chunks ([RFC 9112
/// §7.1.2](https://www.rfc-editor.org/rfc/rfc9112#section-7.1.2)). They are kept apart from those
/// of the head, and say nothing about the message.
final class TrailerReader {

    private final Source source;
    private final HttpLimits limits;

    TrailerReader(Source source, HttpLimits limits) {
        this.source = source;
        this.limits = limits;
    }

    Fields read() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var lines = new FieldLines(limits.fields());
        int line = 0;
        try {
            while (true) {
                int b = source.read();
                if (b < 0) {
                    throw new ContentException(400, "the content ended in its trailers");
                }
                bytes.write(b);
                if (bytes.size() > limits.head()) {
                    throw new Refusal(431, "trailers have more than " + limits.head() + " bytes");
                }
                if (b == '\n') {
                    byte[] all = bytes.toByteArray();
                    if (all.length - line < 2 || all[all.length - 2] != '\r') {
                        throw new Refusal(400, "a trailer line ends without a carriage return");
                    }
                    if (all.length - line == 2) {
                        return lines.fields(all);
                    }
                    lines.take(all, line, all.length - 2, 0);
                    line = all.length;
                }
            }
        } catch (Refusal refusal) {
            throw new ContentException(refusal.status(), String.valueOf(refusal.getMessage()));
        }
    }
}
