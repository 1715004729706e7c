package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// A process that was stopped for longer than its idle limit blames nobody for it.
/// `-Dheddle.stop.seconds=15` makes it longer.
@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signal that stops a process")
class StoppedProcessTest {

    private static final Duration STOP = Duration.ofSeconds(Long.getLong("heddle.stop.seconds", 3));
    private static final int PEERS = 200;

    @Test
    void readsWhatArrivedMeanwhileBeforeAnyoneIsCalledIdle() throws Exception {
        Duration idle = STOP.dividedBy(2);
        try (var child = TimedServer.start(Timeouts.DEFAULT.withIdle(idle))) {
            var server = TestPeer.loopback(Integer.parseInt(child.awaitLine("")));
            List<TestPeer> peers = new ArrayList<>();
            for (int i = 0; i < PEERS; i++) {
                peers.add(TestPeer.connect(server).echo("hello"));
            }

            stop(child);
            TestPeer first = peers.getFirst();
            first.send("first").expectNothingFor(STOP);
            peers.subList(1, PEERS).forEach(peer -> peer.send("others"));
            signal("-CONT", child);

            first.expect("first");
            peers.subList(1, PEERS).forEach(peer -> peer.expect("others"));
            peers.forEach(TestPeer::close);
            eventually().until(() -> child.ask("?").startsWith("0 "));
        }
    }

    @Test
    void stillEndsThoseWhoStaySilent() throws Exception {
        Duration idle = STOP.dividedBy(2);
        try (var child = TimedServer.start(Timeouts.DEFAULT.withIdle(idle));
                var peer =
                        TestPeer.connect(
                                TestPeer.loopback(Integer.parseInt(child.awaitLine(""))))) {
            peer.echo("hello");

            stop(child);
            peer.expectNothingFor(STOP);
            signal("-CONT", child);

            peer.expectEnd();
        }
    }

    /// Returns when each of its threads has stopped; to have sent the signal is not enough.
    private static void stop(ChildJvm child) throws Exception {
        signal("-STOP", child);
        var threads = Path.of("/proc", String.valueOf(child.handle().pid()), "task");
        if (Files.isDirectory(threads)) { // where there is none, it takes a moment at most
            eventually().until(() -> haveStopped(threads));
        }
    }

    private static boolean haveStopped(Path threads) throws IOException {
        try (var each = Files.newDirectoryStream(threads)) {
            for (Path thread : each) {
                if (!Files.readString(thread.resolve("stat")).contains(") T ")) {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFileException ended) {
            return false;
        }
    }

    private static void signal(String signal, ChildJvm child) throws Exception {
        String id = String.valueOf(child.handle().pid());
        assertEquals(0, new ProcessBuilder("kill", signal, id).start().waitFor());
    }
}
