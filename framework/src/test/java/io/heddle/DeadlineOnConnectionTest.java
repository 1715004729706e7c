package io.heddle;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a deadline does to the calls of a connection: it fails one, and nothing else.
class DeadlineOnConnectionTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(1);

    private static Stream<Arguments> reads() {
        return Stream.of(
                read("read", connection -> (char) connection.input().read() + "", "", "x"),
                read("peek", connection -> (char) connection.input().peek() + "", "", "x"),
                read(
                        "read(ByteBuffer)",
                        connection -> {
                            ByteBuffer direct = ByteBuffer.allocateDirect(100_000);
                            connection.read(direct);
                            return UTF_8.decode(direct.flip()).toString();
                        },
                        "",
                        "hello"),
                read(
                        "readExactly",
                        connection -> new String(connection.input().readExactly(5), UTF_8),
                        "hel",
                        "lo"),
                read(
                        "readNBytes",
                        connection -> {
                            var bytes = new byte[5];
                            connection.input().readNBytes(bytes, 0, 5);
                            return new String(bytes, UTF_8);
                        },
                        "hel",
                        "lo"),
                read("readLine", connection -> connection.input().readLine(100), "he", "llo\n"));
    }

    private static Arguments read(String name, BlockedRead.Call call, String first, String rest) {
        return Arguments.of(name, call, first, rest);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reads")
    void readThatWaitsEndsAndLosesNoByte(
            String name, BlockedRead.Call call, String first, String rest) throws Exception {
        long begin = System.nanoTime();

        var exceeded =
                BlockedRead.of(call)
                        .needing(first, rest)
                        .returnsAfterADeadline(SHORT, (first + rest).strip());

        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.compareTo(SHORT) >= 0, "too early: " + took);
        assertEquals(SHORT, exceeded.deadline().limit());
        assertEquals(0, exceeded.bytesTransferred());
        assertNull(exceeded.getCause(), "no interrupt was needed");
        assertTrue(
                String.valueOf(exceeded.getMessage())
                        .startsWith("deadline of PT0.05S exceeded in a read from connection-1 of "),
                exceeded::getMessage);
    }

    @Test
    void skipTellsHowManyAreGone() throws Exception {
        var left = new AtomicLong(5);

        var exceeded =
                BlockedRead.of(
                                connection -> {
                                    try {
                                        connection.input().skip(left.get());
                                    } catch (WaitEndedException ended) {
                                        left.addAndGet(-ended.bytesTransferred());
                                        throw ended;
                                    }
                                    return (char) connection.input().read() + "";
                                })
                        .needing("hel", "lo!")
                        .returnsAfterADeadline(SHORT, "!");

        assertEquals(3, exceeded.bytesTransferred());
    }

    @Test
    void transferTellsHowManyArePassedOn() throws Exception {
        var sink = new ByteArrayOutputStream();

        var exceeded =
                BlockedRead.of(
                                connection -> {
                                    connection.input().transferTo(sink);
                                    return sink.toString(UTF_8);
                                })
                        .needing("hel", "lo")
                        .thenTheEnd()
                        .returnsAfterADeadline(SHORT, "hello");

        assertEquals(3, exceeded.bytesTransferred());
    }

    @Test
    void readWhoseBytesAreAlwaysThereEndsToo() throws Exception {
        var over = new AtomicBoolean();
        Probe<Duration> probe =
                Probe.of(connection -> {
                    ByteBuffer target = ByteBuffer.allocate(100);
                    connection.input().peek(); // they are there before the deadline begins
                    var exceeded =
                            assertThrows(
                                    DeadlineExceededException.class,
                                    () ->
                                            Deadline.within(
                                                    Duration.ofMillis(200),
                                                    () -> {
                                                        while (connection.read(target) > 0) {
                                                            target.clear();
                                                        }
                                                    }));
                    over.set(true);
                    connection.input().transferTo(ByteArrayOutputStream.nullOutputStream());
                    return exceeded.deadline().limit();
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            byte[] bytes = BlockedWrite.pattern(10_000);

            while (!over.get()) {
                peer.send(bytes);
            }

            peer.halfClose();
            assertEquals(Duration.ofMillis(200), probe.result());
            assertTrue(probe.connection().bytesIn() >= bytes.length, "bytes that were there");
        }
    }

    @Test
    void writeThatWaitsEndsAndTellsHowMuchIsWritten() throws Exception {
        byte[] bytes = BlockedWrite.pattern(InterruptTest.MORE_THAN_BUFFERS_TAKE);
        var exceeded = new CompletableFuture<DeadlineExceededException>();
        Probe<Void> probe =
                Probe.doing(connection -> {
                    exceeded.complete(
                            assertThrows(
                                    DeadlineExceededException.class,
                                    () ->
                                            Deadline.within(
                                                    SHORT,
                                                    () -> connection.output().write(bytes))));
                    assertFalse(Thread.currentThread().isInterrupted(), "interrupt status");
                    connection.output().write('!');
                });
        try (var server = SocketServer.start(Servers.configWithSmallBuffers(), probe);
                var peer = TestPeer.withSmallBuffer(server)) {
            eventually().until(() -> exceeded.isDone() || probe.isDone());

            byte[] received = peer.receiveAll();

            probe.result();
            assertNull(exceeded.join().getCause(), "no interrupt was needed");
            int written = Math.toIntExact(exceeded.join().bytesTransferred());
            assertEquals(written + 1, received.length);
            assertEquals('!', received[written]);
            assertTrue(Arrays.equals(bytes, 0, written, received, 0, written), "what was written");
        }
    }

    @Test
    void callsBeginInVainWhenTimeIsOver() throws Exception {
        Probe<Void> probe =
                Probe.doing(connection -> {
                    connection.input().read();
                    Deadline.within(
                            SHORT,
                            () -> {
                                Deadline deadline = Deadline.current().orElseThrow();
                                while (!deadline.isExpired()) {
                                    Thread.onSpinWait();
                                }
                                exceeded(deadline, () -> connection.output().write('x'));
                                exceeded(deadline, () -> connection.input().read());
                            });
                    connection.output().write('!');
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            peer.send("y").expect("!").expectEnd();

            probe.result();
        }
    }

    private interface Call {
        void run() throws IOException;
    }

    private static void exceeded(Deadline deadline, Call call) {
        var exceeded = assertThrows(DeadlineExceededException.class, call::run);
        assertSame(deadline, exceeded.deadline());
    }

    @Test
    void joinAndTasksEndTogether() throws Exception {
        var task = new AtomicReference<Thread>();
        Probe<DeadlineExceededException> probe =
                Probe.of(connection ->
                        assertThrows(
                                DeadlineExceededException.class,
                                () -> Deadline.within(SHORT, () -> joinWaiting(task))));
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            var exceeded = probe.result();

            assertEquals(SHORT, exceeded.deadline().limit());
            assertFalse(task.get().isAlive());
            peer.expectEnd();
        }
    }

    private static void joinWaiting(AtomicReference<Thread> task) throws Exception {
        try (TaskScope<String, InterruptedException> tasks = TaskScope.allSucceed()) {
            tasks.fork(() -> {
                task.set(Thread.currentThread());
                new Semaphore(0).acquire();
                return "never";
            });
            while (task.get() == null) {
                Thread.onSpinWait(); // whatever the time: a task need not begin after it
            }
            tasks.join();
        }
    }

    @Test
    void readOfTaskEndsAtDeadlineOfItsOwnerWhoComputes() throws Exception {
        var ended = new AtomicBoolean();
        Probe<Boolean> probe =
                Probe.of(connection -> {
                    Deadline.within(
                            SHORT,
                            () -> {
                                try (TaskScope<Boolean, IOException> tasks =
                                        TaskScope.allSucceed()) {
                                    tasks.fork(() -> {
                                        exceeded(
                                                Deadline.current().orElseThrow(),
                                                () -> connection.input().read());
                                        return ended.getAndSet(true);
                                    });
                                    while (!ended.get()) {
                                        Thread.onSpinWait();
                                    }
                                }
                            });
                    return ended.get();
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            assertTrue(probe.result());
            peer.expectEnd();
        }
    }

    @Test
    void expiryThatHandlerLetsPassIsTimeout() throws Exception {
        var observer = new RecordingObserver();
        ConnectionHandler handler =
                connection -> Deadline.within(SHORT, () -> connection.input().read());
        try (var server = Servers.start(handler, observer);
                var peer = TestPeer.connect(server)) {
            peer.expectEnd().leave();

            assertEquals(CloseReason.TIMED_OUT, observer.awaitReason());
            assertTrue(observer.failures().isEmpty());
        }
    }

    @Test
    void expiryThatHandlerCatchesIsNoEnd() throws Exception {
        var observer = new RecordingObserver();
        var caught = new CountDownLatch(1);
        ConnectionHandler handler =
                connection -> {
                    assertThrows(
                            DeadlineExceededException.class,
                            () -> Deadline.within(SHORT, () -> connection.input().read()));
                    caught.countDown();
                    Deadline.within(LONG, () -> Servers.ECHO.handle(connection));
                };
        try (var server = Servers.start(handler, observer);
                var peer = TestPeer.connect(server)) {
            caught.await();
            peer.echo("hello").halfClose().expectEnd();

            assertEquals(CloseReason.COMPLETED, observer.awaitReason());
        }
    }
}
