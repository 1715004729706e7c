package io.heddle.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `echo` with limits of time, and peers that go beyond them.
class EchoTimeoutsTest {

    private static final int END = -1;
    private static final int PATIENCE_MILLIS = 30_000;

    @Test
    void endsThePeerThatNeverSendsAnything() throws Exception {
        try (var echo = start("--first-byte", "200ms", "--idle", "off");
                var peer = connect(echo)) {
            assertEquals(END, peer.getInputStream().read());
        }
    }

    @Test
    void endsThePeerThatFallsSilent() throws Exception {
        try (var echo = start("--idle", "1s", "--first-byte", "off");
                var peer = connect(echo)) {
            assertEchoed(peer);

            assertEquals(END, peer.getInputStream().read());
        }
    }

    @Test
    void endsTheConnectionThatHasLivedItsLife() throws Exception {
        try (var echo = start("--lifetime", "500ms", "--idle", "off", "--first-byte", "off");
                var peer = connect(echo)) {
            assertEquals(END, peer.getInputStream().read());
        }
    }

    @Test
    void endsThePeerThatNeverReads() throws Exception {
        try (var echo = start("--write", "200ms");
                var peer = connect(echo)) {
            OutputStream output = peer.getOutputStream();

            assertTimeoutPreemptively(
                    Duration.ofMillis(PATIENCE_MILLIS),
                    () -> assertThrows(IOException.class, () -> writeForEver(output)));
        }
    }

    @Test
    void endsThePeerThatIsTooSlow() throws Exception {
        try (var echo = start("--min-rate", "1000", "--idle", "off");
                var peer = connect(echo)) {
            assertEchoed(peer);

            assertEquals(END, peer.getInputStream().read());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "off, off",
        "90m, 0",
    })
    void servesPeersWithAllLimitsOffOrFar(String limit, String rate) throws Exception {
        try (var echo =
                        start(
                                "--first-byte=" + limit,
                                "--idle=" + limit,
                                "--write=" + limit,
                                "--lifetime=" + limit,
                                "--min-rate=" + rate);
                var peer = connect(echo)) {
            assertEchoed(peer);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--idle 3x | option --idle must be a duration such as 500ms, 2s, 1m or 1h, or off,"
                        + " was 3x",
                "--write 9ms | write must be between PT0.01S and 90 days, or never, was PT0.009S",
                "--first-byte 0s | firstByte must be between PT0.01S and 90 days, or never,"
                        + " was PT0S",
                "--lifetime 2161h | lifetime must be between PT0.01S and 90 days, or never,"
                        + " was PT2161H",
                "--min-rate fast | option --min-rate must be a number of bytes a second, or off,"
                        + " was fast",
            })
    void refusesLimitsOutOfTheirRange(String arguments, String message) throws Exception {
        var echo = SampleProcess.run(("echo " + arguments).split(" ", -1));

        assertEquals(2, echo.exitCode());
        assertEquals(List.of(message), echo.errors().lines().toList());
        assertEquals("", echo.output());
    }

    private static SampleProcess start(String... limits) throws IOException {
        var arguments = new ArrayList<>(List.of("echo", "--port", "0"));
        arguments.addAll(List.of(limits));
        return SampleProcess.start(arguments.toArray(String[]::new));
    }

    private static Socket connect(SampleProcess echo) throws IOException {
        var peer = new Socket(InetAddress.getLoopbackAddress(), echo.readPort());
        peer.setSoTimeout(PATIENCE_MILLIS);
        return peer;
    }

    private static void assertEchoed(Socket peer) throws IOException {
        peer.getOutputStream().write(42);
        assertEquals(42, peer.getInputStream().read());
    }

    private static void writeForEver(OutputStream output) throws IOException {
        var bytes = new byte[64 * 1024];
        while (true) {
            output.write(bytes);
        }
    }
}
