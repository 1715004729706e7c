package io.heddle.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.SplittableRandom;

/// Odd requests, made odder at random, each followed by a plain one. The same seed makes the same.
final class Mutations {

    private static final String NEXT = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final int MOST_EDITS = 5;
    private static final int LONGEST_SLICE = 16;

    /// What parsers look for.
    private static final List<String> PIECES =
            List.of(
                    "\r\n",
                    "\n",
                    "\r",
                    "\0",
                    " ",
                    "\t",
                    ":",
                    ";",
                    ",",
                    "%",
                    "/",
                    "..",
                    "0",
                    "0\r\n\r\n",
                    "ffffffffffffffff",
                    "\u00ff",
                    "chunked",
                    " HTTP/1.1\r\n",
                    "Host: a\r\n",
                    "Connection: close\r\n",
                    "Expect: 100-continue\r\n",
                    "Content-Length: 5\r\n",
                    "Transfer-Encoding: chunked\r\n");

    private final SplittableRandom random;
    private final List<OddRequest> odd;

    Mutations(SplittableRandom random, List<OddRequest> odd) {
        this.random = random;
        this.odd = odd;
    }

    byte[] next() {
        String request = new String(odd.get(random.nextInt(odd.size())).bytes(), ISO_8859_1);
        var wire = new StringBuilder(request).append(NEXT);
        for (int edits = random.nextInt(MOST_EDITS); edits > 0; edits--) {
            edit(wire);
        }
        return wire.toString().getBytes(ISO_8859_1);
    }

    private void edit(StringBuilder wire) {
        int at = random.nextInt(wire.length());
        int end = Math.min(wire.length(), at + random.nextInt(1, LONGEST_SLICE));
        switch (random.nextInt(5)) {
            case 0 -> wire.setCharAt(at, (char) random.nextInt(256));
            case 1 -> wire.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            case 2 -> wire.setCharAt(at, (char) (wire.charAt(at) ^ 1 << random.nextInt(8)));
            case 3 -> wire.insert(random.nextInt(wire.length()), wire.substring(at, end));
            default -> wire.delete(at, Math.min(end, at + wire.length() - 1));
        }
    }
}
