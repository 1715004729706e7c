package io.heddle.http;

import io.heddle.Connection;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes a line of each exchange, in the Combined Log Format that most tools read:
///
/// ```text
/// 127.0.0.1 - - [28/Nov/2026:13:27:50 +0000] "GET /index.html HTTP/1.1" 200 1234 "-" "curl/8.5.0"
/// ```
///
/// The address is the peer's, as its connection says it, which is the one that a proxy names where
/// the listener believes it. The bytes are those of the content. The date, in UTC, is that of the
/// end of the answer, by the wall clock. A message that was refused has no request, and says at the
/// end why:
///
/// ```text
/// 127.0.0.1 - - [28/Nov/2026:13:27:51 +0000] "-" 400 - "-" "-" "there is no Host"
/// ```
///
/// An answer that broke off has the bytes of its content that were sent, and says at the end,
/// before a duration, what broke it, as the name of an exception; the status is `-` if there was no
/// answer yet:
///
/// ```text
/// 127.0.0.1 - - [28/Nov/2026:13:27:52 +0000] "GET /big HTTP/1.1" 200 65536 "-" "-" "broke off: PeerResetException"
/// ```
///
/// So each request is one line, and a line of an answer that was sent whole ends with the quote of
/// the client's name, or with a duration behind it.
///
/// A line has no line end, is of printable ASCII alone, and no longer than 2,048 characters,
/// whatever a peer sends: other bytes, quotes and backslashes become `\xNN`, and what is too long
/// ends with `...`.
public final class AccessLog implements HttpObserver {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss '+0000'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    // of the escaped text; together, with all that is fixed, less than a line may have
    private static final int MOST_ADDRESS = 120;
    private static final int MOST_METHOD = 40;
    private static final int MOST_TARGET = 1000;
    private static final int MOST_FIELD = 300;
    private static final int MOST_CAUSE = 80;

    private final Consumer<? super String> sink;
    private final boolean durations;
    private volatile Second latest = new Second(0, DATE.format(Instant.EPOCH));

    private AccessLog(Consumer<? super String> sink, boolean durations) {
        this.sink = sink;
        this.durations = durations;
    }

    /// A log whose lines go somewhere: to a `System.Logger`, into a queue, to a file.
    ///
    /// @param sink called on the connection's thread, by many at the same time. The next request of
    ///   the connection waits for it: one that may be slow should queue lines and drop some. What
    ///   it throws goes no further
    public static AccessLog to(Consumer<? super String> sink) {
        return new AccessLog(Objects.requireNonNull(sink, "sink"), false);
    }

    /// A copy that says at the end of each line, in microseconds, how long the answer took, from
    /// the end of the request's head.
    public AccessLog withDurations() {
        return new AccessLog(sink, true);
    }

    @Override
    public void answered(Request request, Response response, long contentBytes, Duration took) {
        end(begin(request, response, contentBytes), took);
    }

    @Override
    public void brokeOff(
            Request request,
            @Nullable Response response,
            long contentBytes,
            Duration took,
            Throwable cause) {
        StringBuilder line = begin(request, response, contentBytes);
        String name = cause.getClass().getName();
        appendQuoted(line, "broke off: " + name.substring(name.lastIndexOf('.') + 1), MOST_CAUSE);
        end(line, took);
    }

    private StringBuilder begin(Request request, @Nullable Response response, long contentBytes) {
        StringBuilder line = begin(request.connection());
        append(line, request.method(), MOST_METHOD);
        line.append(' ');
        append(line, request.target(), MOST_TARGET);
        line.append(' ').append(request.version()).append("\" ");
        appendNumber(line, response == null ? 0 : response.status());
        appendNumber(line.append(' '), contentBytes);
        appendQuoted(line, request.field("Referer"), MOST_FIELD);
        appendQuoted(line, request.field("User-Agent"), MOST_FIELD);
        return line;
    }

    private static void appendNumber(StringBuilder line, long number) {
        if (number > 0) {
            line.append(number);
        } else {
            line.append('-');
        }
    }

    private void end(StringBuilder line, Duration took) {
        if (durations) {
            line.append(' ').append(took.toNanos() / 1_000);
        }
        sink.accept(line.toString());
    }

    @Override
    public void refused(Connection peer, int status, String reason) {
        StringBuilder line = begin(peer).append("-\" ").append(status).append(" - \"-\" \"-\"");
        appendQuoted(line, reason, MOST_FIELD);
        sink.accept(line.toString());
    }

    private StringBuilder begin(Connection connection) {
        var line = new StringBuilder(256);
        append(line, host(connection.peerAddress()), MOST_ADDRESS);
        return line.append(" - - [").append(now()).append("] \"");
    }

    private static String host(SocketAddress address) {
        if (address instanceof InetSocketAddress inet) {
            return inet.getAddress() == null
                    ? inet.getHostString()
                    : inet.getAddress().getHostAddress();
        }
        return "unix";
    }

    private String now() {
        long second = System.currentTimeMillis() / 1_000;
        Second known = latest;
        if (known.second != second) {
            known = new Second(second, DATE.format(Instant.ofEpochSecond(second)));
            latest = known;
        }
        return known.text;
    }

    private static void appendQuoted(StringBuilder line, @Nullable String text, int most) {
        line.append(" \"");
        append(line, text == null || text.isEmpty() ? "-" : text, most);
        line.append('"');
    }

    /// Appends a text, escaped, and cut if it would be longer than the maximum.
    private static void append(StringBuilder line, String text, int most) {
        int end = line.length() + most;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPlain = c >= ' ' && c < 0x7f && c != '"' && c != '\\';
            int length = isPlain ? 1 : c > 0xff ? 6 : 4;
            if (line.length() + length > end - 3) {
                line.append("...");
                return;
            }
            if (isPlain) {
                line.append(c);
            } else {
                appendEscape(line, c);
            }
        }
    }

    private static void appendEscape(StringBuilder line, char c) {
        line.append('\\').append(c > 0xff ? 'u' : 'x');
        for (int shift = c > 0xff ? 12 : 4; shift >= 0; shift -= 4) {
            line.append(Character.toUpperCase(Character.forDigit((c >> shift) & 0xf, 16)));
        }
    }

    /// A second of the epoch, as lines have it.
    private record Second(long second, String text) {}
}
