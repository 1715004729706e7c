package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What tasks return and throw, and that none is left behind.
@ParameterizedClass
@EnumSource
class TaskScopeTest {

    @Parameter private ScopedBy kind;

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet(); // of tasks that wait

    /// Waits until it is cancelled.
    private String waitForEver() throws InterruptedException {
        threads.add(Thread.currentThread());
        new Semaphore(0).acquire();
        return "never";
    }

    private void awaitTasks(int count) {
        eventually().until(() -> threads.size() == count);
        threads.forEach(Probe::awaitWaiting);
    }

    private void assertNoneIsAlive(int count) {
        assertEquals(count, threads.size());
        assertTrue(threads.stream().noneMatch(Thread::isAlive));
    }

    @Test
    void returnsResultsInOrderOfForks() throws Exception {
        var last = new CountDownLatch(1);
        try (TaskScope<String, InterruptedException> tasks = kind.allSucceed()) {
            tasks.fork(() -> {
                last.await();
                return "first";
            });
            tasks.fork(() -> null);
            tasks.fork(() -> {
                last.countDown();
                return "third";
            });

            List<String> results = tasks.join();

            assertEquals(3, results.size());
            assertEquals("first", results.get(0));
            assertNull(results.get(1));
            assertEquals("third", results.get(2));
        }
    }

    @Test
    void returnsNothingOfNoTasks() throws Exception {
        try (TaskScope<String, IOException> tasks = kind.allSucceed()) {
            assertEquals(List.of(), tasks.join());
        }
    }

    @Test
    void returnsResultsOfThousandTasks() throws Exception {
        List<Integer> expected = new ArrayList<>();
        try (TaskScope<Integer, IOException> tasks = kind.allSucceed()) {
            for (int i = 0; i < 1_000; i++) {
                int number = i;
                expected.add(number);
                tasks.fork(() -> number);
            }

            assertEquals(expected, tasks.join());
        }
    }

    @Test
    void firstFailureCancelsOthersAndIsThrownAsItIs() throws Exception {
        var failure = new FileNotFoundException("on purpose");
        try (TaskScope<String, IOException> tasks = kind.allSucceed()) {
            tasks.fork(this::waitUnchecked);
            tasks.fork(this::waitUnchecked);
            awaitTasks(2);
            tasks.fork(() -> {
                throw failure;
            });

            IOException thrown = assertThrows(IOException.class, tasks::join);

            assertSame(failure, thrown);
            assertEquals(0, thrown.getSuppressed().length);
            assertNull(thrown.getCause());
        }
        assertNoneIsAlive(2);
    }

    /// Fails with something else when it is cancelled.
    private String waitUnchecked() {
        try {
            return waitForEver();
        } catch (InterruptedException cancelled) {
            throw new IllegalStateException(cancelled);
        }
    }

    @Test
    void firstSuccessesAreReturnedAsTheyComeAndCancelOthers() throws Exception {
        var first = new CountDownLatch(1);
        try (TaskScope<String, Exception> tasks = kind.firstSuccesses(2)) {
            tasks.fork(this::waitForEver);
            awaitTasks(1);
            TaskScope.Task<String> second =
                    tasks.fork(() -> {
                        first.await();
                        return "second";
                    });
            tasks.fork(() -> {
                throw new IOException("on purpose");
            });
            tasks.fork(() -> {
                try {
                    return "first";
                } finally {
                    Background.startVirtual(first::countDown);
                }
            });

            assertEquals(List.of("first", "second"), sorted(tasks.join()));
            assertEquals("second", second.result());
        }
        assertNoneIsAlive(1);
    }

    private static List<String> sorted(List<String> results) {
        return results.stream().sorted().toList();
    }

    @Test
    void tooManyFailuresThrowTheFirst() throws Exception {
        var failure = new IOException("the first");
        var failed = new AtomicBoolean();
        try (TaskScope<String, Exception> tasks = kind.firstSuccesses(2)) {
            TaskScope.Task<String> first =
                    tasks.fork(() -> {
                        throw failure;
                    });
            eventually().until(() -> first.failure().isPresent());
            tasks.fork(this::waitForEver);
            tasks.fork(() -> {
                failed.set(true);
                throw new ArithmeticException("the second");
            });

            assertSame(failure, assertThrows(IOException.class, tasks::join));
            assertTrue(failed.get());
        }
    }

    @Test
    void successesThatAreEnoughOutweighFailures() throws Exception {
        try (TaskScope<String, IOException> tasks = kind.firstSuccesses(1)) {
            TaskScope.Task<String> failed =
                    tasks.fork(() -> {
                        throw new IOException("on purpose");
                    });
            eventually().until(() -> failed.failure().isPresent());
            tasks.fork(() -> "one");

            assertEquals(List.of("one"), tasks.join());
        }
    }

    @Test
    void taskTellsItsResultOrFailure() throws Exception {
        var failure = new IOException("on purpose");
        try (TaskScope<Object, Exception> tasks = kind.firstSuccesses(1)) {
            TaskScope.Task<Integer> good = tasks.fork(() -> 7);
            TaskScope.Task<String> bad =
                    tasks.fork(() -> {
                        throw failure;
                    });
            TaskScope.Task<String> open = tasks.fork(this::waitForEver);
            eventually().until(() -> bad.failure().isPresent());
            String unknown = assertThrows(IllegalStateException.class, open::result).getMessage();

            tasks.join();

            assertEquals(7, good.result());
            assertEquals(Optional.empty(), good.failure());
            assertSame(failure, bad.failure().orElseThrow());
            assertEquals(
                    "task failed: java.io.IOException: on purpose",
                    assertThrows(IllegalStateException.class, bad::result).getMessage());
            assertEquals("task has no result yet", unknown);
        }
    }

    @Test
    void stackOverflowOfTaskIsThrownByJoin() throws Exception {
        try (TaskScope<Integer, IOException> tasks = kind.allSucceed()) {
            TaskScope.Task<Integer> task = tasks.fork(() -> endless(0));

            var thrown = assertThrows(StackOverflowError.class, tasks::join);

            assertSame(task.failure().orElseThrow(), thrown);
        }
    }

    @SuppressWarnings("InfiniteRecursion") // as its name says
    private static int endless(int depth) {
        return endless(depth + 1) + 1;
    }

    @Test
    void outOfMemoryOfTaskIsThrownByJoin() throws Exception {
        var failure = new OutOfMemoryError("on purpose");
        try (TaskScope<String, IOException> tasks = kind.allSucceed()) {
            tasks.fork(this::waitUnchecked);
            tasks.fork(() -> {
                throw failure;
            });

            assertSame(failure, assertThrows(OutOfMemoryError.class, tasks::join));
        }
    }

    @Test
    void interruptOfOwnerInJoinCancelsTasks() {
        Background owner =
                Background.startVirtual(() -> {
                    try (TaskScope<String, InterruptedException> tasks = kind.allSucceed()) {
                        tasks.fork(this::waitForEver);
                        tasks.fork(this::waitForEver);
                        assertThrows(InterruptedException.class, tasks::join);
                        assertFalse(Thread.currentThread().isInterrupted(), "interrupt status");
                    }
                    assertNoneIsAlive(2);
                });
        awaitTasks(2);
        owner.awaitWaiting();

        owner.thread().interrupt();

        owner.join();
    }

    @Test
    void closeCancelsTasksThatNobodyJoined() {
        try (TaskScope<String, InterruptedException> tasks = kind.allSucceed()) {
            tasks.fork(this::waitForEver);
            tasks.fork(this::waitForEver);
            awaitTasks(2);
        }

        assertNoneIsAlive(2);
    }

    @Test
    void closeWaitsForTasksThatSwallowInterrupts() throws Exception {
        var alive = new AtomicInteger();
        try (TaskScope<String, IOException> tasks = kind.allSucceed()) {
            for (int i = 0; i < 10; i++) {
                tasks.fork(() -> swallowingInterrupts(alive));
            }
            eventually().until(() -> alive.get() == 10);
            tasks.fork(() -> {
                throw new IOException("on purpose");
            });

            assertThrows(IOException.class, tasks::join);

            assertEquals(10, alive.get());
        }
        assertEquals(0, alive.get());
        assertFalse(Thread.currentThread().isInterrupted(), "interrupt status");
    }

    private static String swallowingInterrupts(AtomicInteger alive) {
        alive.incrementAndGet();
        long end = System.nanoTime() + 200_000_000;
        while (end - System.nanoTime() > 0) {
            LockSupport.parkNanos(1_000_000);
            Thread.interrupted();
        }
        alive.decrementAndGet();
        return "survived";
    }

    @Test
    void interruptDoesNotShortenCloseAndIsKept() {
        var alive = new AtomicInteger();
        TaskScope<String, IOException> tasks = kind.allSucceed();
        tasks.fork(() -> swallowingInterrupts(alive));
        eventually().until(() -> alive.get() == 1);

        Thread.currentThread().interrupt();
        tasks.close();

        assertTrue(Thread.interrupted());
        assertEquals(0, alive.get());
    }

    @Test
    void tasksMayHaveTasks() throws Exception {
        try (TaskScope<List<String>, Exception> outer = kind.allSucceed()) {
            for (int i = 0; i < 3; i++) {
                String name = "task " + i;
                outer.fork(() -> {
                    try (TaskScope<String, Exception> inner = kind.allSucceed()) {
                        inner.fork(() -> name + " a");
                        inner.fork(() -> name + " b");
                        return inner.join();
                    }
                });
            }

            assertEquals(
                    List.of(
                            List.of("task 0 a", "task 0 b"),
                            List.of("task 1 a", "task 1 b"),
                            List.of("task 2 a", "task 2 b")),
                    outer.join());
        }
    }

    @Test
    void cancelReachesTasksOfTasks() {
        try (TaskScope<List<String>, Exception> outer = kind.allSucceed()) {
            outer.fork(() -> {
                try (TaskScope<String, Exception> inner = kind.allSucceed()) {
                    inner.fork(this::waitForEver);
                    return inner.join();
                }
            });
            awaitTasks(1);
        }

        assertNoneIsAlive(1);
    }
}
