package io.heddle;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Many tasks that write to one connection.
class ConnectionWritersTest {

    private static final byte[] BIG = BlockedWrite.pattern(InterruptTest.MORE_THAN_BUFFERS_TAKE);
    private static final Duration SHORT = Duration.ofMillis(50);

    private static final int TASKS = 100;
    private static final int WRITES = 50;
    private static final int LINE = 100;

    @Test
    void writesOfHundredTasksStayWholeAndInOrder() throws Exception {
        Probe<Void> probe =
                Probe.doing(connection -> {
                    try (TaskScope<Void, IOException> tasks = TaskScope.allSucceed()) {
                        for (int task = 0; task < TASKS; task++) {
                            int number = task;
                            tasks.fork(() -> {
                                writeLines(connection, number);
                                return null;
                            });
                        }
                        tasks.join();
                    }
                });
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), probe);
                var peer = TestPeer.withSmallBuffer(server)) {
            String all = new String(peer.receiveAll(), UTF_8);

            probe.result();
            assertEquals(TASKS * WRITES * LINE, all.length());
            var next = new int[TASKS];
            for (int at = 0; at < all.length(); at += LINE) {
                int task = Integer.parseInt(all.substring(at, at + 3));
                assertEquals(line(task, next[task]++), all.substring(at, at + LINE));
            }
            assertTrue(Arrays.stream(next).allMatch(count -> count == WRITES));
        }
    }

    private static void writeLines(Connection connection, int task) throws IOException {
        for (int i = 0; i < WRITES; i++) {
            byte[] line = line(task, i).getBytes(UTF_8);
            switch (task % 3) {
                case 0 -> connection.output().write(line);
                case 1 -> connection.write(ByteBuffer.allocateDirect(LINE).put(line).flip());
                default ->
                        connection.write(
                                ByteBuffer.wrap(line, 0, 10), ByteBuffer.wrap(line, 10, LINE - 10));
            }
        }
    }

    private static String line(int task, int number) {
        String start = String.format("%03d %03d ", task, number);
        return start + Character.toString('a' + task % 26).repeat(LINE - start.length() - 1) + "\n";
    }

    @Test
    void writersTakeTurnsInOrderOfTheirComing() throws Exception {
        behindABigWrite((peer, probe) -> {
            List<Background> writers = new ArrayList<>();
            for (char c = 'a'; c <= 'z'; c++) {
                int letter = c;
                writers.add(
                        Background.startVirtual(() -> probe.connection().output().write(letter))
                                .awaitWaiting());
            }

            peer.expect(BIG).expect("abcdefghijklmnopqrstuvwxyz");

            writers.forEach(Background::join);
        });
    }

    @Test
    void writerWhoseDeadlineExpiresLeavesQueueAndDisturbsNobody() throws Exception {
        behindABigWrite((peer, probe) -> {
            Background first = writing(probe, "first");
            Background impatient =
                    Background.startVirtual(() -> {
                        var exceeded =
                                assertThrows(
                                        DeadlineExceededException.class,
                                        () -> Deadline.within(SHORT, () -> write(probe, "never")));
                        assertEquals(0, exceeded.bytesTransferred());
                        assertNull(exceeded.getCause(), "no interrupt was needed");
                        assertFalse(Thread.currentThread().isInterrupted(), "interrupt status");
                    });
            Background last = writing(probe, "last");
            impatient.join();

            peer.expect(BIG).expect("firstlast");

            first.join();
            last.join();
            assertEquals(BIG.length + 9, probe.connection().bytesOut());
        });
    }

    /// A task's thread is not interrupted by the deadline of its owner.
    @Test
    void taskDoesNotQueueAfterItsDeadline() throws Exception {
        behindABigWrite((peer, probe) -> {
            var failures = new AtomicInteger();
            Background owner =
                    Background.startVirtual(
                            () -> Deadline.within(SHORT, () -> writeLate(probe, failures)));

            owner.join();
            peer.expect(BIG);

            assertEquals(1, failures.get());
        });
    }

    private static void writeLate(Probe<Void> probe, AtomicInteger failures) {
        try (TaskScope<Void, IOException> tasks = TaskScope.allSucceed()) {
            tasks.fork(() -> {
                Deadline deadline = Deadline.current().orElseThrow();
                while (deadline.enlist(() -> {})) {
                    Thread.onSpinWait();
                }
                assertThrows(DeadlineExceededException.class, () -> write(probe, "never"));
                failures.incrementAndGet();
                return null;
            });
            long end = System.nanoTime() + 1_800_000_000; // computes, and is left in peace
            while (failures.get() == 0 && end - System.nanoTime() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void writerThatIsInterruptedLeavesQueueAndDisturbsNobody() throws Exception {
        behindABigWrite((peer, probe) -> {
            Background first = writing(probe, "first");
            Background impatient =
                    Background.startVirtual(() ->
                                    assertThrows(
                                            ConnectionInterruptedException.class,
                                            () -> write(probe, "never")))
                            .awaitWaiting();
            Background last = writing(probe, "last");
            impatient.thread().interrupt();
            impatient.join();

            peer.expect(BIG).expect("firstlast");

            first.join();
            last.join();
        });
    }

    @Test
    void closeWakesAllWriters() throws Exception {
        endWakesAllWriters(Connection::close, TestPeer::receiveAll);
    }

    @Test
    void abortWakesAllWriters() throws Exception {
        endWakesAllWriters(Connection::abort, TestPeer::expectReset);
    }

    private static void endWakesAllWriters(Consumer<Connection> end, Consumer<TestPeer> seen)
            throws Exception {
        behindABigWrite((peer, probe) -> {
            List<Background> writers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                writers.add(
                        Background.startVirtual(() ->
                                        assertThrows(
                                                ConnectionClosedException.class,
                                                () -> write(probe, "never")))
                                .awaitWaiting());
            }

            end.accept(probe.connection());

            writers.forEach(Background::join);
            probe.failure(ConnectionClosedException.class);
            seen.accept(peer);
        });
    }

    /// What a writer that gave up had written stays; the peer's bytes tell who wrote what.
    @Test
    void writersInHasteWriteNeitherMoreNorLessThanTheySay() throws Exception {
        var written = new long[TASKS];
        var gaveUp = new AtomicInteger();
        Probe<Void> probe =
                Probe.doing(connection -> {
                    try (TaskScope<Void, IOException> tasks = TaskScope.allSucceed()) {
                        for (int task = 0; task < TASKS; task++) {
                            int number = task;
                            tasks.fork(() -> {
                                written[number] = writeHastily(connection, number, gaveUp);
                                return null;
                            });
                        }
                        tasks.join();
                    }
                });
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), probe);
                var peer = TestPeer.withSmallBuffer(server)) {
            eventually().until(() -> gaveUp.get() > 0);

            byte[] received = peer.receiveAll();

            probe.result();
            var seen = new long[TASKS];
            for (byte b : received) {
                seen[b]++;
            }
            assertArrayEquals(written, seen);
        }
    }

    /// Returns how many bytes were written, all of which say by whom.
    private static long writeHastily(Connection connection, int task, AtomicInteger gaveUp)
            throws IOException {
        var random = new Random(task);
        var bytes = new byte[1_000];
        Arrays.fill(bytes, (byte) task);
        long written = 0;
        for (int i = 0; i < WRITES; i++) {
            Duration limit = Duration.ofMillis(10 + random.nextInt(20));
            try {
                Deadline.within(limit, () -> connection.output().write(bytes));
                written += bytes.length;
            } catch (DeadlineExceededException asMayBe) {
                written += asMayBe.bytesTransferred();
                gaveUp.incrementAndGet();
            }
        }
        return written;
    }

    private static Background writing(Probe<Void> probe, String text) {
        return Background.startVirtual(() -> write(probe, text)).awaitWaiting();
    }

    private static void write(Probe<Void> probe, String text) throws IOException {
        probe.connection().output().write(text.getBytes(UTF_8));
    }

    private interface Scene {
        void play(TestPeer peer, Probe<Void> probe) throws Exception;
    }

    private static void behindABigWrite(Scene scene) throws Exception {
        Probe<Void> probe =
                Probe.doing(connection -> {
                    connection.output().write(BIG);
                    connection.input().read(); // until the peer has seen it all
                });
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), probe);
                var peer = TestPeer.withSmallBuffer(server)) {
            BlockedWrite.awaitStuck(probe);

            scene.play(peer, probe);
        }
    }
}
