package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What the tasks of a handler inherit, and what their ends mean to the connection.
@ParameterizedClass
@EnumSource
class TaskScopeOnConnectionTest {

    private static final ScopedValue<String> USER = ScopedValue.newInstance();
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration LONGER = Duration.ofMinutes(2);

    @Parameter private ScopedBy kind;

    private interface Body<T> {
        T run() throws Exception;
    }

    /// Runs something in a task of a task, and another task beside it.
    private <T> T inGrandchild(Body<T> body) throws Exception {
        return inChild(() -> inChild(body));
    }

    private <T> T inChild(Body<T> body) throws Exception {
        try (TaskScope<T, Exception> tasks = kind.allSucceed()) {
            tasks.fork(body::run);
            return tasks.join().getFirst();
        }
    }

    private static <T> T resultOf(Probe.Body<T> body) throws Exception {
        Probe<T> probe = Probe.of(body);
        try (var server = Servers.start(probe);
                var peer = TestPeer.connect(server)) {
            T result = probe.result();
            peer.expectEnd();
            return result;
        }
    }

    @Test
    void childrenAndGrandchildrenWorkForTheirConnection() throws Exception {
        List<Boolean> same =
                resultOf(connection ->
                        List.of(
                                connection == inChild(Connection::current),
                                connection == inGrandchild(Connection::current)));

        assertEquals(List.of(true, true), same);
    }

    @Test
    void deadlineHoldsForChildrenAndGrandchildren() throws Exception {
        List<Boolean> same =
                resultOf(connection ->
                        Deadline.within(
                                LONG,
                                () -> {
                                    Deadline own = Deadline.current().orElseThrow();
                                    return List.of(
                                            own == inChild(() -> Deadline.current().orElseThrow()),
                                            own
                                                    == inGrandchild(() ->
                                                            Deadline.current().orElseThrow()));
                                }));

        assertEquals(List.of(true, true), same);
    }

    @Test
    void limitOfHandlerHoldsForGrandchildren() throws Exception {
        var config = Servers.config().withTimeouts(Timeouts.DEFAULT.withHandler(SHORT));
        Probe<Integer> probe =
                Probe.of(connection -> inGrandchild(() -> connection.input().read()));
        try (var server = SocketServer.start(config, probe);
                var peer = TestPeer.connect(server)) {

            var late = probe.failure(ConnectionTimedOutException.class);

            assertEquals(TimeoutPhase.HANDLER, late.phase());
            peer.expectEnd();
        }
    }

    @Test
    void deadlineOfScopeHoldsForTasks() throws Exception {
        Duration limit =
                resultOf(connection -> {
                    try (TaskScope<Duration, Exception> tasks = kind.allSucceed(LONG)) {
                        tasks.fork(() -> Deadline.current().orElseThrow().limit());
                        return tasks.join().getFirst();
                    }
                });

        assertEquals(LONG, limit);
    }

    @Test
    void deadlineAroundHoldsForTasksIfItIsNearer() throws Exception {
        Duration limit =
                Deadline.within(
                        LONG,
                        () -> {
                            try (TaskScope<Duration, Exception> tasks = kind.allSucceed(LONGER)) {
                                tasks.fork(() -> Deadline.current().orElseThrow().limit());
                                return tasks.join().getFirst();
                            }
                        });

        assertEquals(LONG, limit);
    }

    @Test
    void deadlineOfScopeEndsJoinAndTasksOfAnyKind() throws Exception {
        var task = new AtomicReference<Thread>();
        try (TaskScope<String, Exception> tasks = kind.allSucceed(SHORT)) {
            tasks.fork(() -> {
                task.set(Thread.currentThread());
                new Semaphore(0).acquire();
                return "never";
            });
            eventually().until(() -> task.get() != null); // whatever the time

            var late = assertThrows(DeadlineExceededException.class, tasks::join);

            assertEquals(SHORT, late.deadline().limit());
            assertEquals("deadline of PT0.05S exceeded in a wait for tasks", late.getMessage());
        }
        assertFalse(task.get().isAlive());
        assertFalse(Thread.currentThread().isInterrupted(), "interrupt status");
    }

    @Test
    void readOfTaskEndsAtDeadlineOfScope() throws Exception {
        Duration limit =
                resultOf(connection -> {
                    try (TaskScope<Integer, Exception> tasks = kind.allSucceed(SHORT)) {
                        tasks.fork(() -> connection.input().read());
                        return assertThrows(DeadlineExceededException.class, tasks::join)
                                .deadline()
                                .limit();
                    }
                });

        assertEquals(SHORT, limit);
    }

    @Test
    void scopeWithoutDeadlineIsAsBefore() throws Exception {
        Deadline.within(LONG, () -> assertEquals("done", inGrandchild(() -> "done")));

        assertTrue(inChild(Deadline::current).isEmpty());
    }

    @Test
    void scopedValuesOfUserAreInheritedWhereJdkHasScopes() throws Exception {
        boolean inherited =
                ScopedValue.where(USER, "ada")
                        .call(() -> inGrandchild(() -> USER.isBound() && USER.get().equals("ada")));

        assertEquals(kind == ScopedBy.THE_JDK, inherited);
    }

    @Test
    void resetSeenByTaskIsThrownOnceAndIsNoFailureOfHandler() throws Exception {
        var observer = new RecordingObserver();
        var seenByTask = new AtomicReference<PeerResetException>();
        Probe<Integer> probe =
                Probe.of(connection -> {
                    try (TaskScope<Integer, IOException> tasks = kind.allSucceed()) {
                        tasks.fork(() -> {
                            try {
                                return connection.input().read();
                            } catch (PeerResetException reset) {
                                seenByTask.set(reset);
                                throw reset;
                            }
                        });
                        tasks.fork(() -> waitUnchecked());
                        return tasks.join().getFirst();
                    }
                });
        try (var server = Servers.start(probe, observer);
                var peer = TestPeer.connect(server)) {
            probe.awaitWaiting();

            peer.reset();

            var reset = probe.failure(PeerResetException.class);
            assertSame(seenByTask.get(), reset);
            assertEquals(0, reset.getSuppressed().length);
            assertEquals(CloseReason.PEER_RESET, observer.awaitReason());
            assertEquals(List.of(), observer.failures());
        }
    }

    private static int waitUnchecked() {
        try {
            new Semaphore(0).acquire();
            return 0;
        } catch (InterruptedException cancelled) {
            throw new IllegalStateException(cancelled);
        }
    }

    @Test
    void failureOfTaskIsFailureOfHandlerAndToldOnce() throws Exception {
        var observer = new RecordingObserver();
        var failure = new IllegalArgumentException("on purpose");
        ConnectionHandler handler =
                connection -> {
                    try (TaskScope<Integer, IOException> tasks = kind.allSucceed()) {
                        tasks.fork(() -> {
                            throw failure;
                        });
                        tasks.join();
                    }
                };
        try (var server = Servers.start(handler, observer);
                var peer = TestPeer.connect(server)) {
            peer.expectEnd().leave();

            assertEquals(CloseReason.HANDLER_FAILED, observer.awaitReason());
            assertEquals(List.of(failure), observer.failures());
        }
    }

    @Test
    void threadsAreNamedAfterTheirOwner() throws Exception {
        String name = resultOf(connection -> inGrandchild(() -> Thread.currentThread().getName()));

        assertEquals("connection-1-task-1-task-1", name);
    }

    @Test
    void noneOutlivesConnectionWhateverHandlerDoes() throws Exception {
        var task = new AtomicReference<Thread>();
        ConnectionHandler handler =
                connection -> {
                    try (TaskScope<Integer, IOException> tasks = kind.allSucceed()) {
                        tasks.fork(() -> {
                            task.set(Thread.currentThread());
                            return waitUnchecked();
                        });
                        eventually().until(() -> task.get() != null);
                        throw new ArithmeticException("on purpose");
                    }
                };
        var observer = new RecordingObserver();
        try (var server = Servers.start(handler, observer);
                var peer = TestPeer.connect(server)) {
            peer.expectEnd().leave();

            assertEquals(CloseReason.HANDLER_FAILED, observer.awaitReason());
            assertFalse(task.get().isAlive());
        }
    }
}
