package io.heddle.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/// What is in compressed answers.
final class Gzipped {

    private Gzipped() {}

    static byte[] body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4).getBytes(ISO_8859_1);
    }

    static byte[] unzipped(byte[] gzip) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes();
    }

    static byte[] unchunked(byte[] chunks) {
        var content = new ByteArrayOutputStream();
        String text = new String(chunks, ISO_8859_1);
        int at = 0;
        while (true) {
            int end = text.indexOf("\r\n", at);
            int length = Integer.parseInt(text.substring(at, end), 16);
            if (length == 0) {
                return content.toByteArray();
            }
            content.write(chunks, end + 2, length);
            at = end + 2 + length + 2;
        }
    }
}
