package io.heddle.http;

import java.io.IOException;
import java.util.Arrays;

/// Reads the fields behind content in chunks ([RFC 9112
/// §7.1.2](https://www.rfc-editor.org/rfc/rfc9112#section-7.1.2)). They are kept apart from those
/// of the head, and say nothing about the message.
final class TrailerReader {

    private static final int FIRST_BYTES = 128;

    private final Source source;
    private final HttpLimits limits;

    TrailerReader(Source source, HttpLimits limits) {
        this.source = source;
        this.limits = limits;
    }

    Fields read() throws IOException {
        try {
            return readLines();
        } catch (Refusal refusal) {
            throw new ContentException(refusal.status(), String.valueOf(refusal.getMessage()));
        }
    }

    private Fields readLines() throws IOException, Refusal {
        var bytes = new byte[FIRST_BYTES];
        int count = 0;
        var lines = new FieldLines(limits.fields());
        int line = 0;
        while (true) {
            int b = source.read();
            if (b < 0) {
                throw new ContentException(400, "the content ended in its trailers");
            }
            if (count == limits.head()) {
                throw new Refusal(431, "trailers have more than " + limits.head() + " bytes");
            }
            if (count == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * count);
            }
            bytes[count++] = (byte) b;
            if (b == '\n') {
                if (count - line < 2 || bytes[count - 2] != '\r') {
                    throw new Refusal(400, "a trailer line ends without a carriage return");
                }
                if (count - line == 2) {
                    return lines.fields(bytes);
                }
                lines.take(bytes, line, count - 2, 0);
                line = count;
            }
        }
    }
}
