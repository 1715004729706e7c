package io.heddle.internal.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.heddle.ChildJvm;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Real signals to real processes.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no process can send another one a signal")
class StopSignalsTest {

    private static final int SIGINT = 2;
    private static final int ENDED_BY_TERM = 143;
    private static final int ENDED_BY_INT = 130;

    @Test
    void runActionOnFirstTerm() throws Exception {
        try (var child = start("install a")) {
            terminate(child);

            child.awaitLine("a in stop on SIGTERM");
            assertEquals(0, child.awaitStatus());
        }
    }

    @Test
    void runActionOnThreadThatKeepsTheProcessAlive() throws Exception {
        try (var child = start("install a")) {
            terminate(child);

            assertEquals("", child.awaitLine("a in stop on SIGTERM"));
        }
    }

    @Test
    void runActionOnFirstInterrupt() throws Exception {
        assumeInterruptsAreNotIgnored();
        try (var child = start("install a")) {
            interrupt(child);

            child.awaitLine("a in stop on SIGINT");
            assertEquals(0, child.awaitStatus());
        }
    }

    @Test
    void endAtOnceOnSecondTermThoughActionHangs() throws Exception {
        try (var child = start("hang a")) {
            terminate(child);
            child.awaitLine("a in");

            terminate(child);

            assertEquals(ENDED_BY_TERM, child.awaitStatus());
            assertFalse(child.errors().contains("hook ran"), child.errors());
        }
    }

    @Test
    void endAtOnceOnSecondSignalOfTheOtherKind() throws Exception {
        assumeInterruptsAreNotIgnored();
        try (var child = start("hang a")) {
            terminate(child);
            child.awaitLine("a in stop on SIGTERM");

            interrupt(child);

            assertEquals(ENDED_BY_INT, child.awaitStatus());
            assertFalse(child.errors().contains("hook ran"), child.errors());
        }
    }

    @Test
    void stillEndAtOnceWhenActionHasFailed() throws Exception {
        try (var child = start("fail a")) {
            terminate(child);
            child.awaitLine("a in");

            terminate(child);

            assertEquals(ENDED_BY_TERM, child.awaitStatus());
        }
    }

    @Test
    void leaveProcessAsBeforeWhenClosed() throws Exception {
        try (var child = start("install a", "close a", "close a")) {
            terminate(child);

            assertEquals(ENDED_BY_TERM, child.awaitStatus());
            assertTrue(child.errors().contains("hook ran"), child.errors());
        }
    }

    @Test
    void giveSignalsBackToWhoeverHadThem() throws Exception {
        try (var child = start("catch other", "install a", "close a")) {
            terminate(child);

            child.awaitLine("other caught it");
        }
    }

    @Test
    void leaveSignalsToWhoeverCaughtThemLater() throws Exception {
        try (var child = start("install a", "catch other", "close a")) {
            terminate(child);

            child.awaitLine("other caught it");
        }
    }

    @Test
    void runActionsOfAllThatAreInstalled() throws Exception {
        try (var child = start("hang a", "hang b")) {
            terminate(child);

            String one = child.awaitLine("");
            String two = child.awaitLine("");
            assertEquals(Set.of("a in stop on SIGTERM", "b in stop on SIGTERM"), Set.of(one, two));
            terminate(child);
            assertEquals(ENDED_BY_TERM, child.awaitStatus());
        }
    }

    @Test
    void runOnlyActionsThatAreNotClosed() throws Exception {
        try (var child = start("hang a", "hang b", "close a")) {
            terminate(child);
            child.awaitLine("b in stop on SIGTERM");

            assertEquals("done", child.ask("close b"));
        }
    }

    @Test
    void endAtOnceOnSecondSignalWhenOneOfTwoHasBeenClosedBetween() throws Exception {
        try (var child = start("hang a", "hang b")) {
            terminate(child);
            child.awaitLine("");
            child.awaitLine("");
            assertEquals("done", child.ask("close a"));

            terminate(child);

            assertEquals(ENDED_BY_TERM, child.awaitStatus());
            assertFalse(child.errors().contains("hook ran"), child.errors());
        }
    }

    @Test
    void runActionOfLatecomerAtOnce() throws Exception {
        try (var child = start("hang a")) {
            terminate(child);
            child.awaitLine("a in");

            String one = child.ask("hang b");
            String two = child.awaitLine("");

            assertEquals(Set.of("done", "b in stop on SIGTERM"), Set.of(one, two));
        }
    }

    @Test
    void beginAnewWhenAllHaveBeenClosed() throws Exception {
        try (var child = start("hang a")) {
            terminate(child);
            child.awaitLine("a in");
            assertEquals("done", child.ask("close a"));
            assertEquals("done", child.ask("install b"));

            terminate(child);

            child.awaitLine("b in stop on SIGTERM");
        }
    }

    @Test
    void areRefusedWhereJavaWasToldToLeaveSignalsAlone() throws Exception {
        try (var child = ChildJvm.start(SignalledProcess.class, "-Xrs")) {
            assertEquals(
                    "SIGTERM cannot be caught; was Java started with -Xrs?",
                    child.ask("install a"));
        }
    }

    @Test
    void areRefusedWhereTheJdkHasNoSuchClass() throws Exception {
        try (var child = ChildJvm.start(SignalledProcess.class, "--limit-modules=java.base")) {
            assertEquals(
                    "signals cannot be caught: no sun.misc.Signal here, which is in the module"
                            + " jdk.unsupported",
                    child.ask("install a"));
        }
    }

    private static ChildJvm start(String... commands) throws Exception {
        ChildJvm child = ChildJvm.start(SignalledProcess.class);
        try {
            for (String command : commands) {
                assertEquals("done", child.ask(command));
            }
            return child;
        } catch (Throwable e) {
            child.close();
            throw e;
        }
    }

    private static void terminate(ChildJvm child) {
        assertTrue(child.handle().destroy());
    }

    private static void interrupt(ChildJvm child) throws Exception {
        String id = String.valueOf(child.handle().pid());
        assertEquals(0, new ProcessBuilder("kill", "-INT", id).start().waitFor());
    }

    /// A shell that starts the build in the background has it, and all its children, ignore SIGINT.
    private static void assumeInterruptsAreNotIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        boolean ignored =
                Files.exists(status)
                        && Files.readString(status)
                                .lines()
                                .filter(line -> line.startsWith("SigIgn:"))
                                .map(line -> new BigInteger(line.substring(7).strip(), 16))
                                .anyMatch(mask -> mask.testBit(SIGINT - 1));
        assumeFalse(ignored, "whoever started the tests ignores SIGINT");
    }
}
