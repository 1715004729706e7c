package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Handlers that take no notice of being ended, or make trouble at the end: each has an outcome.
class BadHandlerTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    private final RecordingObserver observer = new RecordingObserver();

    private ServerConfig impatient() {
        return Servers.config()
                .withTimeouts(
                        Timeouts.DEFAULT.withHandler(SHORT).withGrace(SHORT).withLinger(SHORT))
                .withObserver(observer);
    }

    @Test
    void serverWaitsForOneThatSwallowsInterrupts() throws Exception {
        var begun = new CountDownLatch(1);
        var released = new AtomicBoolean();
        var interrupts = new AtomicInteger();
        ConnectionHandler handler =
                _ -> {
                    begun.countDown();
                    while (!released.get()) {
                        LockSupport.parkNanos(1_000_000);
                        if (Thread.interrupted()) {
                            interrupts.incrementAndGet();
                        }
                    }
                };
        var config = Servers.configWithLinger(SHORT).withObserver(observer);
        SocketServer server = SocketServer.start(config, handler);
        try (var peer = TestPeer.connect(server)) {
            begun.await();
            Background closing = Background.start(server::close);
            peer.expectEnd();

            eventually().until(() -> interrupts.get() == 1);
            assertEquals(1, server.connections());
            released.set(true);

            closing.join();
            assertEquals(0, server.connections());
            assertEquals(1, interrupts.get());
            assertEquals(List.of(CloseReason.SERVER_CLOSED), observer.reasons());
        }
    }

    @Test
    void oneThatSwallowsInterruptOfDeadlineReturnsLate() throws Exception {
        Probe<String> probe =
                Probe.of(connection ->
                        Deadline.within(
                                SHORT,
                                () -> {
                                    Deadline deadline = Deadline.current().orElseThrow();
                                    while (!Thread.interrupted()) {
                                        LockSupport.park();
                                    }
                                    return deadline.isExpired() ? "late" : "early";
                                }));
        try (var server = Servers.start(probe, observer);
                var peer = TestPeer.connect(server)) {
            assertEquals("late", probe.result());

            peer.expectEnd().leave();
            assertEquals(CloseReason.COMPLETED, observer.awaitReason());
        }
    }

    @Test
    void failureInGoodbyeIsFailureOfHandler() throws Exception {
        var failure = new ArithmeticException("in the goodbye");
        ConnectionHandler handler =
                connection -> {
                    try {
                        connection.input().read();
                    } catch (ConnectionTimedOutException late) {
                        throw failure;
                    }
                };
        var config =
                Servers.config()
                        .withTimeouts(Timeouts.DEFAULT.withHandler(SHORT))
                        .withObserver(observer);
        try (var server = SocketServer.start(config, handler);
                var peer = TestPeer.connect(server)) {
            peer.expectEnd().leave();

            assertEquals(CloseReason.HANDLER_FAILED, observer.awaitReason());
            assertSame(failure, observer.failures().getFirst());
            assertEquals(1, observer.failures().size());
        }
    }

    @Test
    void goodbyeToPeerThatHasResetIsReset() throws Exception {
        var told = new CompletableFuture<Throwable>();
        var gone = new AtomicBoolean();
        ConnectionHandler handler =
                connection -> {
                    try {
                        Deadline.within(SHORT, () -> connection.input().read());
                    } catch (DeadlineExceededException late) {
                        told.complete(late);
                        eventually().until(gone::get);
                        while (true) {
                            connection.output().write('!');
                        }
                    }
                };
        try (var server = Servers.start(handler, observer);
                var peer = TestPeer.connect(server)) {
            eventually().until(told::isDone);

            peer.reset();
            gone.set(true);

            assertEquals(CloseReason.PEER_RESET, observer.awaitReason());
            assertEquals(List.of(), observer.failures());
        }
    }

    @Test
    void tasksForkedAfterCloseRunAndFindItClosed() throws Exception {
        Probe<String> probe =
                Probe.of(connection -> {
                    connection.close();
                    try (TaskScope<String, IOException> tasks = TaskScope.firstSuccesses(1)) {
                        tasks.fork(() -> (char) connection.input().read() + "");
                        tasks.fork(() -> {
                            connection.output().write('x');
                            return "written";
                        });
                        tasks.fork(() -> "computed");
                        return tasks.join().getFirst();
                    }
                });
        try (var server = Servers.start(probe, observer);
                var peer = TestPeer.connect(server)) {
            assertEquals("computed", probe.result());

            peer.expectEnd().leave();
            assertEquals(CloseReason.COMPLETED, observer.awaitReason());
        }
    }

    @Test
    void failureOfTasksForkedAfterCloseIsNoFailureOfHandler() throws Exception {
        Probe<List<Integer>> probe =
                Probe.of(connection -> {
                    connection.close();
                    try (TaskScope<Integer, IOException> tasks = TaskScope.allSucceed()) {
                        tasks.fork(() -> connection.input().read());
                        return tasks.join();
                    }
                });
        try (var server = Servers.start(probe, observer);
                var peer = TestPeer.connect(server)) {
            probe.failure(ConnectionClosedException.class);

            peer.expectEnd().leave();
            assertEquals(CloseReason.COMPLETED, observer.awaitReason());
            assertEquals(List.of(), observer.failures());
        }
    }

    @Test
    void scopeThatIsLeftOpenTakesNoTaskFromOthersAfterTheEnd() throws Exception {
        Probe<TaskScope<String, IOException>> probe = Probe.of(_ -> TaskScope.allSucceed());
        try (var server = Servers.start(probe, observer);
                var peer = TestPeer.connect(server)) {
            TaskScope<String, IOException> leaked = probe.result();
            peer.expectEnd().leave();
            assertEquals(CloseReason.COMPLETED, observer.awaitReason());

            assertThrows(WrongThreadException.class, () -> leaked.fork(() -> "too late"));
            assertThrows(WrongThreadException.class, leaked::close);
            assertFalse(probe.connection().isOpen());
        }
    }

    @Test
    void oneThatComputesBeyondItsLimitLosesItsConnectionAndIsInterruptedAtLast() throws Exception {
        var begin = System.nanoTime();
        Probe<Duration> probe =
                Probe.of(_ -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                    return Duration.ofNanos(System.nanoTime() - begin);
                });
        try (var server = SocketServer.start(impatient(), probe);
                var peer = TestPeer.connect(server)) {
            peer.expectEnd();

            Duration took = probe.result();

            assertTrue(took.compareTo(SHORT.multipliedBy(3)) >= 0, "too early: " + took);
            assertEquals(CloseReason.TIMED_OUT, observer.awaitReason());
            assertEquals(List.of(), observer.failures());
        }
    }

    @Test
    void oneThatComputesBeyondItsDeadlineFindsItOverInItsNextCall() throws Exception {
        Probe<Void> probe =
                Probe.doing(connection ->
                        Deadline.within(
                                SHORT,
                                () -> {
                                    Deadline deadline = Deadline.current().orElseThrow();
                                    while (!deadline.isExpired()) {
                                        Thread.onSpinWait();
                                    }
                                    connection.output().write('x');
                                }));
        try (var server = Servers.start(probe, observer);
                var peer = TestPeer.connect(server)) {
            var late = probe.failure(WaitEndedException.class);

            assertInstanceOf(DeadlineExceededException.class, late);
            peer.expectEnd().leave();
            assertEquals(CloseReason.TIMED_OUT, observer.awaitReason());
        }
    }
}
