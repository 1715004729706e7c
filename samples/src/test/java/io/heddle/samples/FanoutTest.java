package io.heddle.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class FanoutTest {

    private static final int PATIENCE_MILLIS = 30_000;
    private static final String LATE = "no two answers within 0.1s";

    @Test
    void answersWithTheFirstTwo() throws Exception {
        try (var fanout = start("30s");
                var peer = connect(fanout)) {
            var answers = reader(peer.getInputStream());

            send(peer.getOutputStream(), "hello");

            assertEquals(List.of("quick: hello", "steady: hello"), sorted(two(answers)));
        }
    }

    @Test
    void saysThatTheDeadlineIsOverAndGoesOn() throws Exception {
        try (var fanout = start("100ms");
                var peer = connect(fanout)) {
            var answers = reader(peer.getInputStream());

            send(peer.getOutputStream(), "hello");
            send(peer.getOutputStream(), "again");

            assertEquals(List.of(LATE, LATE), two(answers));
        }
    }

    @Test
    void servesPeersAtTheSameTime() throws Exception {
        try (var fanout = start("30s")) {
            int port = fanout.readPort();
            try (var one = connect(port);
                    var other = connect(port)) {
                send(one.getOutputStream(), "one");
                send(other.getOutputStream(), "other");

                assertTrue(reader(other.getInputStream()).readLine().endsWith(": other"));
                assertTrue(reader(one.getInputStream()).readLine().endsWith(": one"));
            }
        }
    }

    @Test
    void answersNetcat() throws Exception {
        try (var fanout = start("30s")) {
            Process netcat = netcat(fanout.readPort());
            try {
                send(netcat.getOutputStream(), "hello");
                var answers = reader(netcat.getInputStream());

                assertEquals(List.of("quick: hello", "steady: hello"), sorted(two(answers)));
            } finally {
                netcat.destroyForcibly().onExit().join();
            }
        }
    }

    @Test
    void refusesADeadlineThatIsNone() throws Exception {
        assertRefused("0s", "deadline must be between PT0.01S and PT2160H, was PT0S");
        assertRefused(
                "off", "option --deadline must be a duration such as 500ms, 2s, 1m or 1h, was off");
    }

    private static void assertRefused(String deadline, String message) throws Exception {
        var fanout = SampleProcess.run("fanout", "--deadline", deadline);

        assertEquals(2, fanout.exitCode());
        assertEquals(List.of(message), fanout.errors().lines().toList());
        assertEquals("", fanout.output());
    }

    private static SampleProcess start(String deadline) throws IOException {
        return SampleProcess.start("fanout", "--port", "0", "--deadline", deadline);
    }

    private static Socket connect(SampleProcess fanout) throws IOException {
        return connect(fanout.readPort());
    }

    private static Socket connect(int port) throws IOException {
        var peer = new Socket(InetAddress.getLoopbackAddress(), port);
        peer.setSoTimeout(PATIENCE_MILLIS);
        return peer;
    }

    /// Skips the test, and says why, where there is none.
    private static Process netcat(int port) {
        try {
            return new ProcessBuilder("nc", "localhost", String.valueOf(port)).start();
        } catch (IOException notInstalled) {
            System.err.println("skipped, for want of nc: " + notInstalled.getMessage());
            return Assumptions.abort("no nc");
        }
    }

    private static void send(OutputStream output, String line) throws IOException {
        output.write((line + "\n").getBytes(UTF_8));
        output.flush();
    }

    private static BufferedReader reader(InputStream input) {
        return new BufferedReader(new InputStreamReader(input, UTF_8));
    }

    private static List<String> two(BufferedReader lines) throws IOException {
        String first = lines.readLine();
        return List.of(first, lines.readLine());
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }
}
