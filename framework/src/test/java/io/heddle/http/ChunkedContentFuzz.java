package io.heddle.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.MemoryConnection;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// Content in chunks of any bytes: the first byte says where they are split, and whether they are
/// read byte by byte.
public final class ChunkedContentFuzz {

    private static final byte[] HEAD =
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(ISO_8859_1);

    private ChunkedContentFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        byte[] bytes = Arrays.copyOf(HEAD, HEAD.length + input.length - 1);
        System.arraycopy(input, 1, bytes, HEAD.length, input.length - 1);
        int end = HEAD.length + (input[0] & 0xff) % Math.max(1, input.length - 1);

        String whole = served(request -> text(request.content().readAllBytes()), bytes);
        String split =
                served(
                        request -> text(byteByByte(request.content())),
                        MemoryConnection.split(bytes, end));

        assertEquals(whole, split, "split at " + end);
    }

    private static Response text(byte[] content) {
        return Response.text(new String(content, ISO_8859_1));
    }

    private static byte[] byteByByte(Content content) throws Exception {
        var bytes = new ByteArrayOutputStream();
        for (int b = content.read(); b >= 0; b = content.read()) {
            bytes.write(b);
        }
        return bytes.toByteArray();
    }

    private static String served(HttpHandler handler, byte[]... pieces) throws Exception {
        return HttpServers.served(handler, pieces).replaceAll("Date: .*\r\n", "");
    }
}
