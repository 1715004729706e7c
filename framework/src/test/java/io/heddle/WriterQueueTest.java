package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who may write next. Also as [OrderedOutput] offers it, which is a queue from the second writer
/// on; with a connection it is a [ConnectionWritersTest].
class WriterQueueTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final WriterQueue queue = new WriterQueue(); // taken
    private final Queue<Integer> turns = new ConcurrentLinkedQueue<>();
    private final List<Background> writers = new ArrayList<>();

    @AfterEach
    void allWritersEnd() {
        writers.forEach(Background::join);
    }

    /// Starts a thread that waits for its turn, notes it and gives it on.
    private Background queueUp(int number) {
        return waiting(
                Background.startVirtual(() -> {
                    assertTrue(queue.enter(null));
                    turns.add(number);
                    queue.leave();
                }));
    }

    private Background waiting(Background writer) {
        writers.add(writer);
        return writer.awaitWaiting();
    }

    @Test
    void turnsComeInOrder() {
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            queueUp(i);
            expected.add(i);
        }

        queue.leave();

        writers.forEach(Background::join);
        assertEquals(expected, List.copyOf(turns));
    }

    @Test
    void turnIsFreeWhenNobodyWaits() throws Exception {
        queue.leave();

        assertTrue(queue.enter(null));
    }

    @Test
    void interruptedOneLeavesQueueAndDisturbsNobody() {
        queueUp(1);
        Background impatient =
                waiting(
                        Background.startVirtual(() -> {
                            assertThrows(InterruptedException.class, () -> queue.enter(null));
                            assertFalse(Thread.currentThread().isInterrupted());
                        }));
        queueUp(3);

        impatient.thread().interrupt();
        impatient.join();
        queue.leave();

        eventually().until(() -> List.copyOf(turns).equals(List.of(1, 3)));
    }

    @Test
    void oneWhoseDeadlineExpiresLeavesQueueAndDisturbsNobody() {
        queueUp(1);
        Deadline deadline = Deadline.ofTasks(SHORT); // interrupts nobody
        deadline.arm();
        Background impatient = Background.startVirtual(() -> assertFalse(queue.enter(deadline)));
        writers.add(impatient);
        eventually().until(() -> isInQueue(impatient.thread()) || deadline.isExpired());
        queueUp(3);

        impatient.join();
        assertTrue(deadline.isExpired());
        queue.leave();

        eventually().until(() -> List.copyOf(turns).equals(List.of(1, 3)));
        deadline.disarm();
    }

    private static boolean isInQueue(Thread thread) {
        return thread.getState() == Thread.State.WAITING;
    }

    @Test
    void oneWhoseDeadlineExpiredBeforeDoesNotWait() throws Exception {
        Deadline deadline = Deadline.ofTasks(SHORT);
        deadline.arm();
        eventually().until(() -> !deadline.enlist(() -> {})); // expired, and everybody woken

        assertFalse(queue.enter(deadline));
        deadline.disarm();
    }

    @Test
    void oneWhoseDeadlineIsReplacedLooksForTheNext() {
        Deadline replaced = Deadline.ofTasks(LONG);
        replaced.arm();
        Background writer =
                waiting(Background.startVirtual(() -> assertFalse(queue.enter(replaced))));

        replaced.disarm();

        writer.join();
        assertFalse(replaced.isExpired());
    }

    @Test
    void turnThatComesTogetherWithInterruptIsNotLost() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            var contested = new WriterQueue();
            Background writer = Background.startVirtual(() -> enterOrGiveUp(contested));
            if (i % 2 == 0) {
                writer.awaitWaiting();
            }

            writer.thread().interrupt();
            contested.leave();

            writer.join();
            assertTrue(contested.enter(null), "the turn is free again");
        }
    }

    private static void enterOrGiveUp(WriterQueue queue) {
        try {
            queue.enter(null);
            queue.leave();
        } catch (InterruptedException asMayBe) {
            // without a turn
        }
    }

    /// A stream to nowhere, for its order.
    private static final class Ordered extends OrderedOutput {
        @Override
        public void write(int b) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void oneAtATimeHoweverManyCome() throws Exception {
        var output = new Ordered();
        var inside = new AtomicInteger();
        var entered = new AtomicInteger();
        var gaveUp = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            var random = new Random(i);
            writers.add(
                    Background.startVirtual(() -> {
                        for (int turn = 0; turn < 100; turn++) {
                            takeTurn(output, random, inside, entered, gaveUp);
                        }
                    }));
        }

        Random random = new Random(100);
        while (entered.get() + gaveUp.get() < 9_000) {
            writers.get(random.nextInt(writers.size())).thread().interrupt();
            LockSupport.parkNanos(10_000);
        }

        writers.forEach(Background::join);
        assertEquals(10_000, entered.get() + gaveUp.get());
        assertTrue(entered.get() > 0);
        assertTrue(output.enter(null), "free at the end");
    }

    private static void takeTurn(
            OrderedOutput output,
            Random random,
            AtomicInteger inside,
            AtomicInteger entered,
            AtomicInteger gaveUp) {
        try {
            output.enter(null);
        } catch (InterruptedException e) {
            gaveUp.incrementAndGet();
            return;
        }
        assertEquals(1, inside.incrementAndGet(), "writers at a time");
        if (random.nextInt(8) == 0) {
            LockSupport.parkNanos(1_000);
        }
        inside.decrementAndGet();
        entered.incrementAndGet();
        output.leave();
    }
}
