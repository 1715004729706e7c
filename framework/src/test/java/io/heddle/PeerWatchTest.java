package io.heddle;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// A peer that leaves while its handler is busy.
class PeerWatchTest {

    private final RecordingObserver observer = new RecordingObserver();
    private final CountDownLatch release = new CountDownLatch(1);

    /// A handler at work that only the watch, or the test, ends.
    private Probe<String> watching(PeerWatch watch) {
        return Probe.of(connection -> connection.watchingPeer(watch, this::work));
    }

    private String work() throws InterruptedException {
        release.await();
        return "done";
    }

    @Test
    void cancelInterruptsWorkWhenPeerEndsItsStream() throws Exception {
        Probe<String> probe = watching(PeerWatch.CANCEL);
        try (var server = Servers.start(probe, observer);
                var peer = TestPeer.connect(server)) {
            probe.awaitWaiting();

            peer.halfClose();

            probe.failure(PeerClosedException.class);
            assertTrue(probe.connection().isPeerGone());
            assertEquals(CloseReason.PEER_CLOSED, observer.awaitReason());
            peer.expectEnd();
        }
    }

    @Test
    void cancelInterruptsWorkWhenPeerResets() throws Exception {
        Probe<String> probe = watching(PeerWatch.CANCEL);
        try (var server = Servers.start(probe, observer);
                var peer = TestPeer.connect(server)) {
            probe.awaitWaiting();

            peer.reset();

            probe.failure(PeerResetException.class);
            assertTrue(probe.connection().isPeerGone());
            assertEquals(CloseReason.PEER_RESET, observer.awaitReason());
            assertTrue(observer.failures().isEmpty());
        }
    }

    @Test
    void signalLetsWorkGoOn() throws Exception {
        Probe<String> probe = watching(PeerWatch.SIGNAL);
        try (var server = Servers.start(probe, observer);
                var peer = TestPeer.connect(server)) {
            probe.awaitWaiting();
            assertFalse(probe.connection().isPeerGone());

            peer.halfClose();

            eventually().until(() -> probe.connection().isPeerGone());
            assertFalse(probe.isDone());
            release.countDown();
            assertEquals("done", probe.result());
            assertEquals(CloseReason.COMPLETED, observer.awaitReason());
        }
    }

    @Test
    void signalTellsOfResetToo() throws Exception {
        Probe<String> probe = watching(PeerWatch.SIGNAL);
        try (var server = Servers.start(probe, observer);
                var peer = TestPeer.connect(server)) {
            probe.awaitWaiting();

            peer.reset();

            eventually().until(() -> probe.connection().isPeerGone());
            release.countDown();
            assertEquals("done", probe.result());
            assertEquals(CloseReason.PEER_RESET, observer.awaitReason());
        }
    }

    @Test
    void offSeesNothing() throws Exception {
        var left = new CountDownLatch(1);
        Probe<Boolean> probe =
                Probe.of(connection ->
                        connection.watchingPeer(
                                PeerWatch.OFF,
                                () -> {
                                    left.await();
                                    boolean gone = connection.isPeerGone();
                                    return gone || connection.input().read() >= 0; // may read
                                }));
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            peer.halfClose();
            left.countDown();

            assertFalse(probe.result());
            assertTrue(probe.connection().isPeerGone());
        }
    }

    @Test
    void bytesOfPeerEndWatchAndAreReadAfterwards() throws Exception {
        Probe<String> probe =
                Probe.of(connection -> {
                    connection.watchingPeer(PeerWatch.CANCEL, this::work);
                    return new String(connection.input().readAllBytes(), UTF_8);
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            probe.awaitWaiting();

            peer.send("hello");
            eventually().until(() -> probe.connection().bytesIn() == 5);
            peer.send(" and goodbye").halfClose();
            release.countDown();

            assertEquals("hello and goodbye", probe.result());
        }
    }

    @Test
    void bytesReadAheadEndWatchAtOnce() throws Exception {
        Probe<String> probe =
                Probe.of(connection -> {
                    int first = connection.input().read();
                    connection.watchingPeer(PeerWatch.CANCEL, this::work);
                    return (char) first + connection.input().readLine(100);
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            peer.send("hello\n").halfClose();
            eventually().until(() -> probe.connection().bytesIn() == 6);
            probe.awaitWaiting();

            release.countDown();

            assertEquals("hello", probe.result());
        }
    }

    @Test
    void largeMessageThatComesMeanwhileIsReadWhole() throws Exception {
        byte[] message = BlockedWrite.pattern(1_000_000);
        Probe<byte[]> probe =
                Probe.of(connection -> {
                    connection.watchingPeer(PeerWatch.CANCEL, this::work);
                    var all = new ByteArrayOutputStream();
                    connection.input().transferTo(all);
                    return all.toByteArray();
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            Background sending = Background.start(() -> peer.send(message).halfClose());
            eventually().until(() -> probe.connection().bytesIn() > 0);

            release.countDown();

            assertEquals(ByteBuffer.wrap(message), ByteBuffer.wrap(probe.result()));
            sending.join();
        }
    }

    @Test
    void handlerReadsAndWritesNormallyAfterwards() throws Exception {
        ConnectionHandler handler =
                connection -> {
                    for (int i = 0; i < 100; i++) {
                        assertEquals(
                                "done", connection.watchingPeer(PeerWatch.CANCEL, () -> "done"));
                        connection.output().write(connection.input().read());
                    }
                    Servers.ECHO.handle(connection);
                };
        try (var server = Servers.start(handler, observer);
                var peer = TestPeer.connect(server)) {
            for (int i = 0; i < 100; i++) {
                peer.echo("x");
            }
            peer.echo("hello").halfClose().expectEnd();

            assertEquals(CloseReason.COMPLETED, observer.awaitReason());
        }
    }

    @Test
    void handlerSaysGoodbyeToPeerThatOnlyEndedItsStream() throws Exception {
        ConnectionHandler handler =
                connection -> {
                    assertThrows(
                            PeerClosedException.class,
                            () -> connection.watchingPeer(PeerWatch.CANCEL, this::work));
                    assertFalse(Thread.currentThread().isInterrupted(), "interrupt status");
                    assertEquals(-1, connection.input().read());
                    connection.output().write("goodbye".getBytes(UTF_8));
                };
        try (var server = Servers.start(handler, observer);
                var peer = TestPeer.connect(server)) {
            peer.halfClose().expect("goodbye").expectEnd();

            assertEquals(CloseReason.COMPLETED, observer.awaitReason());
        }
    }

    private interface Read {
        void from(Connection connection) throws IOException;
    }

    @Test
    void readMeanwhileIsRefusedWhetherBytesAreThereOrNot() throws Exception {
        var seen = new CountDownLatch(1);
        Probe<String> probe =
                Probe.of(connection -> {
                    connection.watchingPeer(
                            PeerWatch.CANCEL,
                            () -> {
                                allReadsAreRefused(connection);
                                seen.countDown();
                                eventually().until(() -> connection.bytesIn() == 6);
                                allReadsAreRefused(connection);
                                return null;
                            });
                    return connection.input().readLine(100);
                });
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            eventually().until(() -> seen.getCount() == 0 || probe.isDone());

            peer.send("hello\n");

            assertEquals("hello", probe.result());
        }
    }

    private static void allReadsAreRefused(Connection connection) {
        var direct = ByteBuffer.allocateDirect(100_000);
        isRefused(connection, c -> c.input().read());
        isRefused(connection, c -> c.input().readLine(100));
        isRefused(connection, c -> c.input().readNBytes(6));
        isRefused(connection, c -> c.input().peek());
        isRefused(connection, c -> c.input().skip(6));
        isRefused(connection, c -> c.input().transferTo(c.output()));
        isRefused(connection, c -> c.read(direct));
        isRefused(connection, c -> c.watchingPeer(PeerWatch.SIGNAL, () -> "twice"));
    }

    private static void isRefused(Connection connection, Read read) {
        var refused =
                assertThrows(IllegalStateException.class, () -> read.from(connection)).getMessage();
        assertEquals(connection + " is being watched: read afterwards", refused);
    }

    @Test
    void tasksOfWorkAreCancelledToo() throws Exception {
        var task = new AtomicReference<Thread>();
        Probe<Void> probe =
                Probe.doing(connection ->
                        connection.watchingPeer(PeerWatch.CANCEL, () -> forkAndJoin(task)));
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            eventually().until(() -> task.get() != null);
            probe.awaitWaiting();

            peer.halfClose();

            probe.failure(PeerClosedException.class);
            assertFalse(task.get().isAlive());
        }
    }

    private static String forkAndJoin(AtomicReference<Thread> task) throws Exception {
        try (TaskScope<String, InterruptedException> tasks = TaskScope.allSucceed()) {
            tasks.fork(() -> {
                task.set(Thread.currentThread());
                new Semaphore(0).acquire();
                return "never";
            });
            return tasks.join().getFirst();
        }
    }

    @Test
    void workMayFailOnItsOwn() throws Exception {
        var failure = new ArithmeticException("on purpose");
        Probe<String> probe =
                Probe.of(connection ->
                        connection.watchingPeer(
                                PeerWatch.CANCEL,
                                () -> {
                                    throw failure;
                                }));
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            assertSame(failure, probe.failure(ArithmeticException.class));
            peer.expectEnd();
        }
    }

    @Test
    void interruptFromElsewhereIsNoEndOfPeer() throws Exception {
        Probe<String> probe = watching(PeerWatch.CANCEL);
        try (var server = Servers.start(probe, observer);
                var peer = TestPeer.connect(server)) {
            probe.awaitWaiting();

            probe.thread().interrupt();

            probe.failure(InterruptedException.class);
            peer.expectEnd().leave();
            assertEquals(CloseReason.INTERRUPTED, observer.awaitReason());
        }
    }

    @Test
    void ownAbortEndsWork() throws Exception {
        Probe<String> probe = watching(PeerWatch.CANCEL);
        try (var server = Servers.start(probe, observer);
                var peer = TestPeer.connect(server)) {
            probe.awaitWaiting();

            probe.connection().abort();

            probe.failure(ConnectionClosedException.class);
            peer.expectReset();
            assertEquals(CloseReason.ABORTED, observer.awaitReason());
        }
    }
}
