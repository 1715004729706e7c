package io.heddle.http;

import static io.heddle.http.HttpServers.statuses;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.MemoryConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Requests whose end two servers could see at different places: fields about the length in odd
/// spellings, together and alone, with a request hidden in the content. The hidden one is never
/// answered; who can be understood in two ways is refused, and the connection ends.
///
/// `-Dheddle.splits=100000` is the long form of what is split.
class SmugglingTest {

    private static final int SPLITS = Integer.getInteger("heddle.splits", 5_000);
    private static final String NEXT = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String HIDDEN = "GET /hidden HTTP/1.1\r\nHost: a\r\n\r\n";

    /// Names of the fields, as they are and nearly so.
    private static final List<String> CHUNKED_NAMES =
            List.of(
                    "Transfer-Encoding:",
                    "transfer-encoding:",
                    "TRANSFER-ENCODING:",
                    "Transfer-Encoding :",
                    "Transfer-Encoding\t:",
                    "Transfer-Encoding\u000b:",
                    "Transfer-Encoding\0:",
                    " Transfer-Encoding:",
                    "\tTransfer-Encoding:",
                    "Transfer_Encoding:",
                    "Transfer Encoding:",
                    "Transfer-\r\n Encoding:",
                    "Foo: bar\rTransfer-Encoding:",
                    "Foo: bar\nTransfer-Encoding:",
                    "Foo\r\n: bar\r\nTransfer-Encoding:",
                    "\u00a0Transfer-Encoding:",
                    "X-Transfer-Encoding:",
                    "Transfer-Encoding;:",
                    ":Transfer-Encoding:",
                    "Transfer-Encodin\u00c7:");

    private static final List<String> CHUNKED_VALUES =
            List.of(
                    " chunked",
                    "chunked",
                    "\tchunked",
                    " chunked ",
                    " chunked\t",
                    " Chunked",
                    " CHUNKED",
                    " chunked\r",
                    " chunked\0",
                    " chunked\u000b",
                    " \u000bchunked",
                    " \u00a0chunked",
                    " chunked\u00ff",
                    " 'chunked'",
                    " \"chunked\"",
                    " [chunked]",
                    " chunked;a=b",
                    " chunked,",
                    " ,chunked",
                    " chunked, identity",
                    " identity, chunked",
                    " identity",
                    " gzip, chunked",
                    " chunked, chunked",
                    " xchunked",
                    " chunkedx",
                    " chun ked",
                    " x\r\n chunked",
                    "\r\n chunked",
                    " cHuNkEd",
                    " chunk",
                    " 'chunked",
                    " chunked\u0085",
                    " chunked\u007f",
                    " =chunked",
                    " deflate",
                    " chunked\r\nTransfer-Encoding: x",
                    " x\r\nTransfer-Encoding: chunked",
                    "");

    private static final List<String> LENGTHS =
            List.of(
                    "Content-Length: %d\r\n",
                    "Content-Length: +%d\r\n",
                    "Content-Length: -%d\r\n",
                    "Content-Length: %d, %d\r\n",
                    "Content-Length: 0%d\r\n",
                    "Content-Length: 0x%x\r\n",
                    "Content-Length: %d \r\n",
                    "Content-Length:\u000b%d\r\n",
                    "Content-Length: %d\0\r\n",
                    "Content-Length : %d\r\n",
                    "Content-Length\0: %d\r\n",
                    " Content-Length: %d\r\n",
                    "Content_Length: %d\r\n",
                    "Content-Length: %d\r\nContent-Length: %d\r\n",
                    "Content-Length: 0\r\nContent-Length: %d\r\n",
                    "Content-Length: %d\r\nContent-Length: 0\r\n",
                    "Content-Length: %d\nX: y\r\n",
                    "Content-Length: %d\rX: y\r\n",
                    "Content-Length: 1\r\n %d\r\n",
                    "Content-Length: %d.0\r\n",
                    "Content-Length: %de0\r\n",
                    "Content-Length: \u0661%d\r\n",
                    "Content-Length: 99999999999999999999%d\r\n",
                    "Content-Length: '%d'\r\n",
                    "");

    private static final List<String> CHUNKS =
            List.of(
                    "0\r\n\r\n",
                    "0\n\n",
                    "0\r\n\n",
                    "0;\n\r\n\r\n",
                    "0;x=\"\r\n\"\r\n\r\n",
                    "00\r\n\r\n",
                    "0x0\r\n\r\n",
                    "-0\r\n\r\n",
                    "+0\r\n\r\n",
                    " 0\r\n\r\n",
                    "0 \r\n\r\n",
                    "0\t\r\n\r\n",
                    "0\r\r\n\r\n",
                    "0\r\nX: y\n\r\n",
                    "0\r\nX\r\n\r\n",
                    "0\r\n X: y\r\n\r\n",
                    "1\r\na\n0\r\n\r\n",
                    "1\r\nab0\r\n\r\n",
                    "1\r\n\r\n0\r\n\r\n",
                    "1_0\r\na\r\n0\r\n\r\n",
                    "10000000000000000\r\n\r\n",
                    "100000001\r\na\r\n0\r\n\r\n",
                    "0000000000000000\r\n\r\n",
                    "\r\n0\r\n\r\n",
                    "g\r\n\r\n");

    /// A message in front, and what is hidden: in the content by one reading, behind it by the
    /// other.
    private static Stream<String> messages() {
        List<String> all = new ArrayList<>();
        for (String name : CHUNKED_NAMES) {
            for (String value : CHUNKED_VALUES) {
                String field = name + value + "\r\n";
                String length = "Content-Length: " + ("0\r\n\r\n" + HIDDEN).length() + "\r\n";
                all.add(head(length + field) + "0\r\n\r\n" + HIDDEN);
                all.add(head(field + length) + "0\r\n\r\n" + HIDDEN);
            }
        }
        for (String length : LENGTHS) {
            int count = HIDDEN.length();
            String field = length.replace("%d", String.valueOf(count)).replace("%x", "1f");
            all.add(head(field) + HIDDEN);
            all.add(head(field + "Transfer-Encoding: chunked\r\n") + "0\r\n\r\n" + HIDDEN);
            all.add(head("Transfer-Encoding: chunked\r\n" + field) + "0\r\n\r\n" + HIDDEN);
            all.add(head(field).replace("POST", "GET") + HIDDEN);
            all.add(head(field).replace("HTTP/1.1", "HTTP/1.0") + HIDDEN);
        }
        for (String chunks : CHUNKS) {
            for (String version : List.of("HTTP/1.1", "HTTP/1.0")) {
                for (String method : List.of("POST", "GET", "OPTIONS")) {
                    String head = head("Transfer-Encoding: chunked\r\n");
                    all.add(
                            head.replace("HTTP/1.1", version).replace("POST", method)
                                    + chunks
                                    + HIDDEN);
                }
            }
        }
        return all.stream();
    }

    private static String head(String fields) {
        return "POST /front HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
    }

    private static String served(byte[]... pieces) throws Exception {
        return HttpServers.served(
                request -> {
                    long count = request.content().readAllBytes().length;
                    return Response.text(request.path() + " " + count + "|");
                },
                pieces);
    }

    /// The hidden request may be answered only where nothing hides it: the message in front has an
    /// end that nobody can see elsewhere.
    @Test
    void nobodyIsSmuggledIn() throws Exception {
        int refused = 0;
        int inContent = 0;
        int inTheOpen = 0;
        List<String> suspicious = new ArrayList<>();
        for (String message : messages().toList()) {
            String answers = served((message + NEXT).getBytes(ISO_8859_1));
            String statuses = statuses(answers);
            if (statuses.matches("[45]\\d\\d") && answers.contains("Connection: close\r\n")) {
                refused++;
            } else if (statuses.equals("200 200") && !answers.contains("/hidden")) {
                inContent++;
            } else if (statuses.equals("200 200 200") && isPlain(message)) {
                inTheOpen++;
            } else if (statuses.equals("200") && answers.contains("Connection: close\r\n")) {
                inContent++; // HTTP/1.0: what follows is not looked at
            } else {
                suspicious.add(message + " -> " + statuses);
            }
        }
        System.out.printf(
                "%d mutations: %d refused, %d hold the hidden request, %d show it%n",
                messages().count(), refused, inContent, inTheOpen);
        assertEquals(List.of(), suspicious);
        assertTrue(refused > inContent);
    }

    /// Whether there is one field about the length at most, in the one spelling that is allowed,
    /// and nothing before the end that another server may take for one.
    private static boolean isPlain(String message) {
        String head = message.substring(0, message.indexOf("\r\n\r\n") + 2);
        String lower = head.toLowerCase(Locale.ROOT);
        boolean hasChunked = lower.contains("\r\ntransfer-encoding:");
        boolean hasLength = lower.contains("\r\ncontent-length:");
        return !(hasChunked && hasLength) && lower.indexOf('\0') < 0;
    }

    @Test
    void splittingChangesNothing() throws Exception {
        List<String> messages = messages().toList();
        var random = new SplittableRandom(9112);
        for (int i = 0; i < SPLITS; i++) {
            String message = messages.get(random.nextInt(messages.size()));
            byte[] wire = (message + NEXT).getBytes(ISO_8859_1);
            int[] ends = random.ints(random.nextInt(1, 6), 1, wire.length).sorted().toArray();

            String split = served(MemoryConnection.split(wire, ends));

            assertEquals(withoutDate(served(wire)), withoutDate(split), message);
        }
    }

    private static String withoutDate(String answers) {
        return answers.replaceAll("Date: .*\r\n", "");
    }
}
