package io.heddle;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What peers send does no harm in a log: that of the JDK, with its own handler and formatter.
class LogInjectionTest {

    private static final int MAX_LINE_BYTES = 2048;
    private static final String FORGED = "WARNING: forged";
    private static final String NAME = "io.heddle.injection";

    /// Anything but the tabs that the JDK puts in front of frames, causes and suppressed
    /// exceptions.
    private static final Pattern RAW =
            Pattern.compile("[\\p{Cntrl}\\p{gc=Cc}\\p{gc=Cf}\\p{gc=Zl}\\p{gc=Zp}\\p{gc=Cs}]");

    private static final List<String> PAYLOADS =
            List.of(
                    "\r\n" + FORGED,
                    "\n" + FORGED,
                    "\r" + FORGED,
                    "\u0085" + FORGED,
                    "\u2028" + FORGED,
                    "\u2029" + FORGED,
                    "\u000B" + FORGED + "\f" + FORGED,
                    "\t\n\tat " + FORGED,
                    "\u001B[2J\u001B[1;1H" + FORGED,
                    "\u001B]0;title\u0007",
                    "\u009B2J",
                    "a\bb\b\b\u007F",
                    "a\0b",
                    "\u202Edegrof\u202C",
                    "\u2066\u2067\u2068\u2069\u061C\u200E\u200F",
                    "\u200B\u200C\u200D\u2060\uFEFF\u00AD",
                    "\uD83D",
                    "\uDE00\uD83D",
                    "\uFFFE\uFFFF\uE000",
                    Character.toString(0xE0041) + Character.toString(0xF0000),
                    "\\n" + FORGED + "\\u000A",
                    "${jndi:ldap://127.0.0.1/a}{0}%n%s",
                    "x".repeat(1_048_576),
                    "\n\u001B".repeat(524_288),
                    "漢".repeat(10_000) + "\uD83D\uDE00".repeat(10_000));

    private final Logger log = Logger.getLogger(NAME); // held, or its handler would go with it
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Handler handler = new StreamHandler(output, new SimpleFormatter());
    private final AtomicLong time = new AtomicLong();

    /// Whose clock goes on by a minute each time that it is read, so that nothing is left out.
    private final LoggingObserver observer =
            new LoggingObserver(
                    System.getLogger(NAME), () -> time.addAndGet(Duration.ofMinutes(1).toNanos()));

    @BeforeEach
    void capture() throws IOException {
        handler.setEncoding("UTF-8");
        handler.setLevel(Level.ALL);
        log.setLevel(Level.ALL);
        log.setUseParentHandlers(false);
        log.addHandler(handler);
    }

    @AfterEach
    void release() {
        log.removeHandler(handler);
    }

    private String logged() {
        handler.flush();
        return output.toString(UTF_8);
    }

    private void assertHarmless() {
        for (String line : logged().split("\n", -1)) {
            String text = line.replaceFirst("^\t*", "");
            assertTrue(
                    !RAW.matcher(text).find(),
                    () -> "raw: " + RAW.matcher(text).replaceAll("<<$0>>"));
            assertTrue(line.getBytes(UTF_8).length <= MAX_LINE_BYTES, line);
            assertTrue(!text.startsWith(FORGED) && !text.startsWith("at WARN"), line);
        }
    }

    private long lines(String start) {
        return logged().lines().filter(line -> line.startsWith(start)).count();
    }

    @Test
    void isNoMatterOfTheMessageOfAHandlersException() throws Exception {
        failWithEach(text -> {
            throw new AssertionError(Integer.parseInt(text) + " is a number");
        });

        assertEquals(PAYLOADS.size(), lines("java.lang.NumberFormatException: For input string"));
    }

    @Test
    void isNoMatterOfCausesAndOfWhatWasSuppressed() throws Exception {
        failWithEach(text -> {
            var inner = new IOException(text);
            inner.addSuppressed(new IOException("suppressed " + text));
            return new IllegalStateException(inner);
        });

        assertEquals(PAYLOADS.size(), lines("Caused by: java.io.IOException: "));
        assertEquals(PAYLOADS.size(), lines("\tSuppressed: java.io.IOException: suppressed "));
    }

    @Test
    void isNoMatterOfExceptionsThatPrintThemselves() throws Exception {
        failWithEach(PrintsItself::new);

        assertEquals(PAYLOADS.size(), lines("WARNING: handler of connection-"));
    }

    private static final class PrintsItself extends Exception {

        private static final long serialVersionUID = 1L;

        private final String text;

        PrintsItself(String text) {
            this.text = text;
        }

        @Override
        @SuppressWarnings("OverrideThrowableToString") // as users do
        public String toString() {
            return text;
        }
    }

    @Test
    void isNoMatterOfAnythingElseThatIsTold() throws Exception {
        try (var server = Servers.start(Servers.ECHO)) {
            for (String payload : PAYLOADS) {
                var peer = new Named(payload);
                var failure = new IOException(payload);
                observer.rejected(new Rejection(payload, peer, RejectReason.LIMIT, failure));
                observer.acceptFailed(payload, AcceptFailure.OTHER, 1, failure);
                observer.alarmed(server, new Alarm(payload + ".", 1, Duration.ZERO), 1);
                observer.warned(server, new StartupFinding(payload, payload));
                observer.observerFailed(observer, failure);
                observer.rejected(new Rejection(payload, peer, RejectReason.LIMIT, null));
            }
        }

        assertHarmless();
        assertEquals(4L * PAYLOADS.size(), lines("WARNING: "));
    }

    /// An address such as a Unix socket's, which is a file that the peer may name.
    private static final class Named extends SocketAddress {

        private static final long serialVersionUID = 1L;

        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /// Sends each payload over a connection of its own, to a handler that throws what is made of
    /// it.
    private void failWithEach(Function<String, Throwable> failure) throws Exception {
        ConnectionHandler failing =
                connection -> {
                    byte[] sent = connection.input().readAllBytes();
                    String text = ByteBuffer.wrap(sent).asCharBuffer().toString();
                    switch (failure.apply(text)) {
                        case Exception exception -> throw exception;
                        case Throwable error -> throw new IllegalStateException(error);
                    }
                };
        try (var server = Servers.start(failing, observer)) {
            for (String payload : PAYLOADS) {
                try (var peer = TestPeer.connect(server)) {
                    peer.send(utf16(payload)).halfClose().expectEnd();
                }
            }
            eventually().until(() -> server.connections() == 0);
        }

        assertHarmless();
        assertEquals(PAYLOADS.size(), lines("WARNING: handler of connection-"));
    }

    /// The characters as they are, those without a meaning too.
    private static byte[] utf16(String text) {
        var bytes = ByteBuffer.allocate(2 * text.length());
        bytes.asCharBuffer().put(text);
        return bytes.array();
    }
}
