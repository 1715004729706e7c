package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// That permits come back, however the work, or the wait for a permit, ends.
class WorkLimitReleaseTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final int PERMITS = 3;

    private final WorkLimit limit =
            new WorkLimit(
                    "backend",
                    WorkLimitConfig.fixed(PERMITS)
                            .withQueue(10)
                            .withPatience(Duration.ofMinutes(1)));

    private void assertAllThere() {
        assertEquals(0, limit.used(), "used");
        assertEquals(0, limit.queued(), "queued");
        try (var _ = HeldPermits.of(limit, PERMITS)) {
            assertEquals(PERMITS, limit.used());
        }
    }

    private static Stream<Arguments> failures() {
        return Stream.of(
                        new IOException("on purpose"),
                        new IllegalStateException("on purpose"),
                        new InterruptedException("on purpose"),
                        new AssertionError("on purpose"),
                        new OutOfMemoryError("on purpose"),
                        new LinkageError("on purpose"),
                        new Odd())
                .map(Arguments::of);
    }

    /// Not an exception and not an error.
    private static final class Odd extends Throwable {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @MethodSource("failures")
    void afterWorkThatThrows(Throwable failure) {
        for (int i = 0; i < 2 * PERMITS; i++) {
            assertThrows(
                    failure.getClass(),
                    () ->
                            limit.run(() -> {
                                throw failure;
                            }));
        }

        assertAllThere();
    }

    private static int endless(int depth) {
        return depth < 0 ? depth : endless(depth + 1) + 1;
    }

    @Test
    void afterWorkThatNeedsTooMuchStack() {
        for (int i = 0; i < 2 * PERMITS; i++) {
            assertThrows(StackOverflowError.class, () -> limit.run(() -> endless(0)));
        }

        assertAllThere();
    }

    @Test
    void afterWorkThatIsInterrupted() {
        var begun = new CountDownLatch(1);
        Background work =
                Background.startVirtual(() ->
                        assertThrows(
                                InterruptedException.class,
                                () ->
                                        limit.run(() -> {
                                            begun.countDown();
                                            new CountDownLatch(1).await();
                                        })));
        eventually().until(() -> begun.getCount() == 0);

        work.thread().interrupt();

        work.join();
        assertAllThere();
    }

    @Test
    void afterWorkWhoseDeadlineIsOver() {
        assertThrows(
                DeadlineExceededException.class,
                () -> Deadline.within(SHORT, () -> limit.run(() -> new CountDownLatch(1).await())));

        assertAllThere();
    }

    @Test
    void afterWorkThatIsCancelledByItsScope() throws Exception {
        try (TaskScope<String, Exception> tasks = TaskScope.firstSuccesses(1)) {
            var begun = new CountDownLatch(PERMITS);
            for (int i = 0; i < PERMITS + 2; i++) { // two of them wait
                tasks.fork(() ->
                        limit.run(() -> {
                            begun.countDown();
                            new CountDownLatch(1).await();
                            return "never";
                        }));
            }
            tasks.fork(() -> {
                eventually().until(() -> begun.getCount() == 0 && limit.queued() == 2);
                return "first";
            });

            assertEquals("first", tasks.join().getFirst());
        }

        assertAllThere();
    }

    private Background queueUp(Background.Task task) {
        int before = limit.queued();
        Background thread = Background.startVirtual(task);
        eventually().until(() -> limit.queued() == before + 1);
        return thread.awaitWaiting();
    }

    @Test
    void afterWaitThatIsInterrupted() {
        try (var _ = HeldPermits.of(limit, PERMITS)) {
            Background waiting =
                    queueUp(() -> {
                        var ended =
                                assertThrows(
                                        ConnectionInterruptedException.class,
                                        () -> limit.run(() -> 1));
                        assertEquals(
                                "interrupted in a wait for work limit backend", ended.getMessage());
                        assertTrue(Thread.interrupted(), "interrupt status");
                    });

            waiting.thread().interrupt();

            waiting.join();
            assertEquals(0, limit.queued());
            assertEquals(PERMITS, limit.used());
        }
        assertAllThere();
        assertEquals(0, limit.refused(), "is not refused");
    }

    @Test
    void afterWaitWhoseDeadlineIsOver() {
        try (var _ = HeldPermits.of(limit, PERMITS)) {
            Background waiting =
                    Background.startVirtual(() -> {
                        var ended =
                                assertThrows(
                                        DeadlineExceededException.class,
                                        () -> Deadline.within(SHORT, () -> limit.run(() -> 1)));
                        assertEquals(
                                "deadline of PT0.05S exceeded in a wait for work limit backend",
                                ended.getMessage());
                        assertEquals(SHORT, ended.deadline().limit());
                        assertFalse(Thread.currentThread().isInterrupted(), "interrupt status");
                    });

            waiting.join();
            assertEquals(0, limit.queued());
        }
        assertAllThere();
    }

    @Test
    void deadlineThatIsOverKeepsWorkFromBeginning() {
        Background late =
                Background.startVirtual(() ->
                        Deadline.within(
                                SHORT,
                                () -> {
                                    Deadline deadline = Deadline.current().orElseThrow();
                                    eventually().until(deadline::isExpired);
                                    assertThrows(
                                            DeadlineExceededException.class,
                                            () -> limit.run(() -> 1));
                                }));

        late.join();
        assertEquals(0, limit.admitted());
        assertAllThere();
    }

    @Test
    void afterPatienceIsOver() {
        limit.config(limit.config().withPatience(SHORT));
        try (var _ = HeldPermits.of(limit, PERMITS)) {
            assertTrue(
                    assertThrows(OverloadedException.class, () -> limit.run(() -> 1)).hasWaited());
            assertEquals(0, limit.queued());
        }
        assertAllThere();
    }

    @Test
    void permitThatComesTogetherWithInterruptIsNotLost() {
        limit.config(WorkLimitConfig.fixed(1).withQueue(2));
        for (int i = 0; i < 500; i++) {
            var release = new CountDownLatch(1);
            Background holder = Background.startVirtual(() -> limit.run(() -> release.await()));
            eventually().until(() -> limit.used() == 1);
            Background contested = queueUp(this::runOrGiveUp);
            Background next = queueUp(() -> limit.run(() -> {}));

            release.countDown();
            contested.thread().interrupt();

            holder.join();
            contested.join();
            next.join();
            assertEquals(0, limit.used());
        }
        assertEquals(0, limit.refused());
    }

    private void runOrGiveUp() {
        try {
            limit.run(() -> {});
        } catch (IOException ended) {
            assertInstanceOf(ConnectionInterruptedException.class, ended);
        }
    }
}
