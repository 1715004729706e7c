package io.heddle.loadtest.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The bench operations as paths of HTTP/1.1, alike for every server.
///
/// | path | answer |
/// |---|---|
/// | `/echo` | the request's body |
/// | `/plaintext` | `Hello, World!` as `text/plain` |
/// | `/json` | a text of JSON of 1 KiB, always the same, as `application/json` |
/// | `/file` | a file of 1 MiB, bytes as in `/bytes`, see [ServedFile] |
/// | `/delay/{ms}` | the body, after so many milliseconds |
/// | `/burn/{us}` | the body, after so many microseconds of computing |
/// | `/bytes/{n}` | `n` bytes, of which the one at position `i` is `i mod 256` |
/// | `/sink` | nothing |
/// | `/backend/{k}/{ms}` | the body, after `k` calls to the backend of so many milliseconds each |
///
/// Each path answers to GET, HEAD and POST. A request's header [#STAMP] comes back in the response;
/// else a response has the headers `Content-Type`, `Content-Length`, `Date` and `Server`, no more.
public final class HttpMirror {
    /// The header that ties a response to its request, 16 hexadecimal digits.
    public static final String STAMP = "Stamp";

    /// The longest body, either way.
    public static final int LARGEST_BODY_BYTES = 64 * 1024 * 1024;

    static final int OK = 200;
    static final int BAD = 400;
    static final int TOO_LARGE = 413;
    static final String BINARY = "application/octet-stream";

    private static final String TEXT = "text/plain";
    private static final int UNKNOWN = 404;
    private static final int JSON_BYTES = 1024;
    private static final int JSON_ROOM = 64;
    private static final int LARGEST_ARGUMENT = 65_535;
    private static final int MOST_CALLS = 255;
    private static final int MOST_DIGITS = 9;
    private static final byte[] HELLO = {
        'H', 'e', 'l', 'l', 'o', ',', ' ', 'W', 'o', 'r', 'l', 'd', '!'
    };
    private static final byte[] JSON_TEXT = json();
    private static final HttpCall PLAINTEXT =
            HttpCall.fixed(OperationKind.PLAINTEXT, HELLO.length, TEXT);
    private static final HttpCall JSON =
            HttpCall.fixed(OperationKind.JSON, JSON_TEXT.length, "application/json");
    private static final HttpCall FILE =
            HttpCall.fixed(OperationKind.FILE, ServedFile.BYTES, BINARY);
    private static final HttpCall ECHO = HttpCall.of(OperationKind.ECHO, 0, 0);
    private static final HttpCall SINK = HttpCall.of(OperationKind.SINK, 0, 0);

    // The latest content of /bytes; a load asks for one size again and again. Written and read by
    // any thread, each of which may replace it: its bytes depend on its length alone.
    private static volatile byte[] latest = {};

    private HttpMirror() {}

    /// Reads a request's method and its path, whose query, if there is one, is ignored.
    public static HttpCall parse(String method, String uri) {
        if (!method.equals("POST") && !method.equals("GET") && !method.equals("HEAD")) {
            return HttpCall.refused(UNKNOWN);
        }
        int query = uri.indexOf('?');
        var path = query < 0 ? uri : uri.substring(0, query);
        return switch (path) {
            case "/echo" -> ECHO;
            case "/plaintext" -> PLAINTEXT;
            case "/json" -> JSON;
            case "/file" -> FILE;
            case "/sink" -> SINK;
            default -> withNumber(path);
        };
    }

    /// The same, where a body that is announced as too large is refused before it is read.
    ///
    /// @param contentLength the value of the request's header `Content-Length`; null if it has none
    public static HttpCall parse(String method, String uri, @Nullable String contentLength) {
        boolean tooLarge =
                contentLength != null
                        && number(contentLength, LARGEST_BODY_BYTES) < 0
                        && contentLength.chars().allMatch(c -> c >= '0' && c <= '9');
        return tooLarge ? HttpCall.tooLarge() : parse(method, uri);
    }

    private static HttpCall withNumber(String path) {
        int slash = path.indexOf('/', 1);
        if (slash < 0) {
            return HttpCall.refused(UNKNOWN);
        }
        var rest = path.substring(slash + 1);
        return switch (path.substring(0, slash)) {
            case "/delay" -> bounded(OperationKind.DELAY, rest);
            case "/burn" -> bounded(OperationKind.BURN, rest);
            case "/bytes" -> bytes(rest);
            case "/backend" -> backend(rest);
            default -> HttpCall.refused(UNKNOWN);
        };
    }

    private static HttpCall bounded(OperationKind kind, String digits) {
        int argument = number(digits, LARGEST_ARGUMENT);
        return argument < 0 ? HttpCall.refused(BAD) : HttpCall.of(kind, argument, 0);
    }

    private static HttpCall bytes(String digits) {
        int count = number(digits, Integer.MAX_VALUE);
        if (count > LARGEST_BODY_BYTES) {
            return HttpCall.refused(TOO_LARGE);
        }
        return count < 0 ? HttpCall.refused(BAD) : HttpCall.of(OperationKind.BYTES, count, 0);
    }

    private static HttpCall backend(String callsAndDelay) {
        int slash = callsAndDelay.indexOf('/');
        if (slash < 0) {
            return HttpCall.refused(UNKNOWN);
        }
        int calls = number(callsAndDelay.substring(0, slash), MOST_CALLS);
        int delay = number(callsAndDelay.substring(slash + 1), LARGEST_ARGUMENT);
        return calls < 0 || delay < 0
                ? HttpCall.refused(BAD)
                : HttpCall.of(OperationKind.BACKEND, delay, calls);
    }

    /// A number from 0 to `largest`, or -1 if the text is none.
    private static int number(String digits, int largest) {
        if (digits.isEmpty() || digits.length() > MOST_DIGITS) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value <= largest ? value : -1;
    }

    static byte[] content(HttpCall call) {
        return switch (call.kind()) {
            case PLAINTEXT -> HELLO;
            case JSON -> JSON_TEXT;
            default -> bytes(call.argument());
        };
    }

    /// The path of an operation with a fixed answer.
    public static String pathOf(OperationKind kind) {
        return switch (kind) {
            case PLAINTEXT -> "/plaintext";
            case JSON -> "/json";
            case FILE -> "/file";
            default -> throw new IllegalArgumentException(kind + " has no fixed answer");
        };
    }

    /// The body of a fixed answer; it may be shared, and is never written to.
    public static byte[] answerTo(OperationKind kind) {
        return parse("GET", pathOf(kind)).answer(HELLO);
    }

    /// A list of like objects, as an application would send: 1 KiB exactly.
    private static byte[] json() {
        var text = new StringBuilder("[");
        for (int i = 0; text.length() < JSON_BYTES - JSON_ROOM; i++) {
            text.append(
                    "{\"id\":%d,\"name\":\"entry %d\",\"done\":%b},".formatted(i, i, i % 2 == 0));
        }
        text.append("\"\"]");
        return text.insert(text.length() - 2, "x".repeat(JSON_BYTES - text.length()))
                .toString()
                .getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] bytes(int count) {
        var content = latest;
        if (content.length != count) {
            content = new byte[count];
            for (int i = 0; i < count; i++) {
                content[i] = (byte) i;
            }
            latest = content;
        }
        return content;
    }
}
