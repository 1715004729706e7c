package io.heddle.internal.scope;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What [Scope] promises, of both that keep the promise.
@ParameterizedClass
@EnumSource
class ScopeContractTest {

    enum Kind {
        OF_THE_JDK,
        OUR_OWN
    }

    @Parameter private Kind kind;

    private Scope open() {
        return kind == Kind.OF_THE_JDK ? JdkScope.open("scope") : new ThreadScope("scope");
    }

    private static Thread.Builder virtual() {
        return Thread.ofVirtual();
    }

    @Test
    void joinWaitsForAllTasks() throws Exception {
        var ended = new AtomicInteger();
        try (Scope scope = open()) {
            var release = new CountDownLatch(1);
            for (int i = 0; i < 3; i++) {
                scope.fork(
                        virtual(),
                        () -> {
                            release.await();
                            return ended.incrementAndGet();
                        });
            }
            release.countDown();

            scope.join();

            assertEquals(3, ended.get());
        }
    }

    @Test
    void joinWithoutTasksReturnsAtOnce() throws Exception {
        try (Scope scope = open()) {
            scope.join();
        }
    }

    @Test
    void closeInterruptsTasksAndWaitsForTheirEnd() {
        var begun = new CountDownLatch(2);
        Queue<String> ends = new ConcurrentLinkedQueue<>();
        try (Scope scope = open()) {
            scope.fork(virtual(), () -> waitForInterrupt(begun, ends));
            scope.fork(Thread.ofPlatform(), () -> waitForInterrupt(begun, ends));
            awaitUninterrupted(begun);
        }

        assertEquals(List.of("cleaned up", "cleaned up"), List.copyOf(ends));
    }

    private static Object waitForInterrupt(CountDownLatch begun, Queue<String> ends)
            throws InterruptedException {
        begun.countDown();
        try {
            new CountDownLatch(1).await();
            return "never";
        } finally {
            parkFor(Duration.ofMillis(50)); // a clean-up that takes its time
            ends.add("cleaned up");
        }
    }

    @Test
    void tasksDoNotOutliveBlockThatFails() {
        var child = new AtomicReference<Thread>();
        var begun = new CountDownLatch(1);

        assertThrows(
                ArithmeticException.class,
                () -> {
                    try (Scope scope = open()) {
                        scope.fork(
                                virtual(),
                                () -> {
                                    child.set(Thread.currentThread());
                                    begun.countDown();
                                    new CountDownLatch(1).await();
                                    return null;
                                });
                        begun.await();
                        throw new ArithmeticException("in the block");
                    }
                });

        assertFalse(child.get().isAlive());
    }

    @Test
    void failingTaskDisturbsNoOther() throws Exception {
        var ended = new AtomicBoolean();
        try (Scope scope = open()) {
            var failed = new CountDownLatch(2);
            scope.fork(virtual(), () -> failing(failed, new IllegalStateException("on purpose")));
            scope.fork(virtual(), () -> failing(failed, new StackOverflowError("on purpose")));
            scope.fork(
                    virtual(),
                    () -> {
                        failed.await();
                        ended.set(!Thread.currentThread().isInterrupted());
                        return null;
                    });

            scope.join();
        }

        assertTrue(ended.get());
    }

    private static Object failing(CountDownLatch failed, Throwable failure) throws Exception {
        failed.countDown();
        if (failure instanceof Error error) {
            throw error;
        }
        throw (Exception) failure;
    }

    @Test
    void onlyOwnerForksJoinsAndCloses() throws Exception {
        try (Scope scope = open()) {
            Queue<Throwable> refused = new ConcurrentLinkedQueue<>();
            Thread stranger =
                    Thread.ofVirtual()
                            .start(() -> {
                                refused.add(
                                        assertThrows(
                                                WrongThreadException.class,
                                                () -> scope.fork(virtual(), () -> null)));
                                refused.add(assertThrows(WrongThreadException.class, scope::join));
                                refused.add(assertThrows(WrongThreadException.class, scope::close));
                            });
            stranger.join();

            assertEquals(3, refused.size());
            var ran = new AtomicBoolean();
            scope.fork(virtual(), () -> ran.getAndSet(true));
            scope.join();
            assertTrue(ran.get());
        }
    }

    @Test
    void nothingIsForkedAfterJoin() throws Exception {
        try (Scope scope = open()) {
            scope.fork(virtual(), () -> null);
            scope.join();

            assertThrows(IllegalStateException.class, () -> scope.fork(virtual(), () -> null));
        }
    }

    @Test
    void nothingIsForkedAfterClose() {
        Scope scope = open();
        scope.close();

        assertThrows(IllegalStateException.class, () -> scope.fork(virtual(), () -> null));
    }

    @Test
    void joiningTwiceIsRefused() throws Exception {
        try (Scope scope = open()) {
            scope.join();

            assertThrows(IllegalStateException.class, scope::join);
        }
    }

    @Test
    void closingTwiceDoesNothing() {
        Scope scope = open();
        scope.fork(virtual(), () -> null);
        scope.close();

        scope.close();
    }

    @Test
    void interruptEndsJoinAndCloseStillWaits() throws Exception {
        var ended = new AtomicBoolean();
        var inJoin =
                inThread(() -> {
                    try (Scope scope = open()) {
                        scope.fork(virtual(), () -> endSlowlyWhenInterrupted(ended));
                        assertThrows(InterruptedException.class, scope::join);
                        assertFalse(Thread.currentThread().isInterrupted());
                        assertFalse(ended.get());
                    }
                    return ended.get();
                });
        await().until(() -> inJoin.thread().getState() == Thread.State.WAITING);

        inJoin.thread().interrupt();

        assertTrue(inJoin.result().get());
    }

    @Test
    void interruptedOwnerDoesNotBeginToJoin() {
        try (Scope scope = open()) {
            scope.fork(virtual(), () -> endSlowlyWhenInterrupted(new AtomicBoolean()));
            Thread.currentThread().interrupt();

            assertThrows(InterruptedException.class, scope::join);
        }
    }

    @Test
    void interruptDoesNotShortenCloseAndIsKept() throws Exception {
        var begun = new CountDownLatch(1);
        var release = new AtomicBoolean();
        var ended = new AtomicBoolean();
        var inClose =
                inThread(() -> {
                    Scope scope = open();
                    scope.fork(virtual(), () -> ignoreInterrupts(begun, release, ended));
                    begun.await();
                    scope.close();
                    return Thread.currentThread().isInterrupted() && ended.get();
                });
        begun.await();
        await().until(() -> inClose.thread().getState() == Thread.State.WAITING);

        inClose.thread().interrupt();
        release.set(true);

        assertTrue(inClose.result().get());
    }

    @Test
    void closeByInterruptedOwnerWaitsToo() throws Exception {
        var ended = new AtomicBoolean();
        Scope scope = open();
        scope.fork(virtual(), () -> endSlowlyWhenInterrupted(ended));
        Thread.currentThread().interrupt();

        scope.close();

        assertTrue(Thread.interrupted());
        assertTrue(ended.get());
    }

    @Test
    void threadsAreAsTheirBuilderSays() throws Exception {
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        Callable<Boolean> task = () -> threads.add(Thread.currentThread());
        try (Scope scope = open()) {
            scope.fork(Thread.ofVirtual().name("connection-1"), task);
            scope.fork(Thread.ofPlatform().name("acceptor").daemon(false), task);
            scope.join();
        }

        List<String> found =
                threads.stream()
                        .map(thread -> thread.getName() + (thread.isVirtual() ? " virtual" : ""))
                        .sorted()
                        .toList();
        assertEquals(List.of("acceptor", "connection-1 virtual"), found);
        assertTrue(threads.stream().noneMatch(thread -> !thread.isVirtual() && thread.isDaemon()));
    }

    @Test
    void scopesNest() throws Exception {
        var ended = new AtomicInteger();
        try (Scope outer = open()) {
            outer.fork(
                    Thread.ofPlatform(),
                    () -> {
                        try (Scope inner = open()) {
                            inner.fork(virtual(), ended::incrementAndGet);
                            inner.join();
                        }
                        return ended.incrementAndGet();
                    });
            outer.join();
        }

        assertEquals(2, ended.get());
    }

    @Test
    void tenThousandTasksLeaveNothing() throws Exception {
        var ended = new AtomicInteger();
        try (Scope scope = open()) {
            for (int i = 0; i < 10_000; i++) {
                scope.fork(virtual(), ended::incrementAndGet);
            }

            scope.join();
        }

        assertEquals(10_000, ended.get()); // and LeakCheck looks for threads
    }

    private static Object endSlowlyWhenInterrupted(AtomicBoolean ended) {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException asExpected) {
            parkFor(Duration.ofMillis(50));
            ended.set(true);
        }
        return ended;
    }

    private static Object ignoreInterrupts(
            CountDownLatch begun, AtomicBoolean release, AtomicBoolean ended) {
        begun.countDown();
        while (!release.get()) {
            Thread.interrupted();
            parkFor(Duration.ofMillis(1));
        }
        ended.set(true);
        return ended;
    }

    private static void parkFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (end - System.nanoTime() > 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private record Running<T>(Thread thread, CompletableFuture<T> result) {}

    private static <T> Running<T> inThread(Callable<T> task) {
        var result = new CompletableFuture<T>();
        Thread thread =
                Thread.ofPlatform()
                        .name("owner")
                        .start(() -> {
                            try {
                                result.complete(task.call());
                            } catch (Throwable e) {
                                result.completeExceptionally(e);
                            }
                        });
        return new Running<>(thread, result);
    }
}
