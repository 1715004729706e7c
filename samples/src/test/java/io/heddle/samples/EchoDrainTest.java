package io.heddle.samples;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// `echo`, asked to end by a signal.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no process can send another one a signal")
class EchoDrainTest {

    private static final int SIGINT = 2;
    private static final int ENDED_BY_TERM = 143;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void endsIdlePeersAtOnceAndCountsThem() throws Exception {
        try (var echo = EchoPeer.server("--grace", "1h")) {
            int port = echo.readPort();
            try (var one = EchoPeer.connect(port).assertEchoed();
                    var other = EchoPeer.connect(port).assertEchoed()) {
                echo.terminate();

                one.assertEnd();
                other.assertEnd();
            }
            assertEnded(0, "drained 2, forced 0\n", echo.result());
        }
    }

    @Test
    void forcesThePeerThatDoesNotReadItsEcho() throws Exception {
        try (var echo = EchoPeer.server("--grace", "4s")) {
            int port = echo.readPort();
            try (var idle = EchoPeer.connect(port).assertEchoed();
                    var stuck = EchoPeer.connectStuck(port)) {
                echo.terminate();

                idle.assertEnd();
                idle.leave();
                assertTrue(stuck.isOpen());
                assertEnded(0, "drained 1, forced 1\n", echo.result());
            }
        }
    }

    @Test
    void drainsOnInterruptsFromATerminal() throws Exception {
        assumeInterruptsAreNotIgnored();
        try (var echo = EchoPeer.server()) {
            int port = echo.readPort();
            try (var idle = EchoPeer.connect(port).assertEchoed()) {
                echo.interrupt();

                idle.assertEnd();
            }
            assertEnded(0, "drained 1, forced 0\n", echo.result());
        }
    }

    @Test
    void servesAsBeforeUntilTheDelayIsOverButIsNotReady() throws Exception {
        try (var echo = EchoPeer.server("--delay", "1h", "--metrics-port", "0")) {
            int port = echo.readPort();
            try (var operator = EchoOperator.of(echo)) {
                assertEquals("200 ready", operator.ask("/readyz"));

                echo.terminate();

                await().atMost(PATIENCE)
                        .until(() -> operator.ask("/readyz").equals("503 draining"));
                assertEquals("200 ok", operator.ask("/healthz"));
                try (var late = EchoPeer.connect(port)) {
                    late.assertEchoed();
                }
            }
        }
    }

    @Test
    void takesNoNewPeersWhileItWaitsForOneThatIsBusy() throws Exception {
        try (var echo = EchoPeer.server("--grace", "1h", "--metrics-port", "0")) {
            int port = echo.readPort();
            try (var operator = EchoOperator.of(echo);
                    var busy = EchoPeer.connectStuck(port)) {
                echo.terminate();

                await().atMost(PATIENCE).until(() -> isRefused(port));
                assertEquals("503 draining", operator.ask("/readyz"));
                assertTrue(busy.isOpen());
            }
            // with one or the other of those that looked whether they are refused
            String last = echo.readLine();
            assertTrue(last.matches("drained [1-9][0-9]*, forced 0"), last);
        }
    }

    @Test
    void endsAtOnceOnTheSecondSignal() throws Exception {
        try (var echo = EchoPeer.server("--delay", "1h", "--metrics-port", "0")) {
            echo.readPort();
            try (var operator = EchoOperator.of(echo)) {
                echo.terminate();
                await().atMost(PATIENCE)
                        .until(() -> operator.ask("/readyz").equals("503 draining"));

                echo.terminate();

                assertEnded(ENDED_BY_TERM, "", echo.result());
            }
        }
    }

    /// Whatever it logs on the other stream.
    private static void assertEnded(int status, String output, SampleProcess.Result result) {
        assertEquals(output, result.output());
        assertEquals(status, result.exitCode());
    }

    /// As they are in what a shell starts in the background.
    static void assumeInterruptsAreNotIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        boolean ignored =
                Files.exists(status)
                        && Files.readAllLines(status).stream()
                                .filter(line -> line.startsWith("SigIgn:"))
                                .map(line -> new BigInteger(line.substring(7).strip(), 16))
                                .anyMatch(mask -> mask.testBit(SIGINT - 1));
        assumeFalse(ignored, "whoever started the tests ignores SIGINT");
    }

    private static boolean isRefused(int port) {
        try (var _ = EchoPeer.connect(port)) {
            return false;
        } catch (IOException refused) {
            return true;
        }
    }
}
