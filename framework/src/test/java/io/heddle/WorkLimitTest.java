package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// In virtual time: nobody's patience is over unless the test lets it.
class WorkLimitTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final VirtualWheel time = new VirtualWheel();
    private final List<Background> waiting = new ArrayList<>();
    private final Queue<Integer> done = new ConcurrentLinkedQueue<>();

    private WorkLimit limit(WorkLimitConfig config) {
        return new WorkLimit("backend", config, time::wheel);
    }

    private WorkLimit fixed(int permits, int queue) {
        return limit(WorkLimitConfig.fixed(permits).withQueue(queue).withPatience(PATIENCE));
    }

    private static WorkLimitConfig with(int permits, int queue) {
        return WorkLimitConfig.fixed(permits).withQueue(queue).withPatience(PATIENCE);
    }

    /// Starts a thread that waits for a permit, and notes its number when it has one.
    private Background queueUp(WorkLimit limit, int number) {
        return queueUp(limit, () -> limit.run(() -> done.add(number)));
    }

    private Background queueUp(WorkLimit limit, Background.Task task) {
        int before = limit.queued();
        int timers = time.wheel().size();
        Background thread = Background.startVirtual(task);
        waiting.add(thread);
        eventually().until(() -> limit.queued() == before + 1 && time.wheel().size() == timers + 1);
        return thread.awaitWaiting();
    }

    @AfterEach
    void nothingIsLeft() {
        waiting.forEach(Background::join);
        assertEquals(0, time.wheel().size(), "timers left");
    }

    @Test
    void returnsWhatTheWorkReturns() throws Exception {
        WorkLimit limit = fixed(1, 0);

        String answer = limit.run(() -> "answer");
        Object nothing = limit.run(() -> null);

        assertEquals("answer", answer);
        assertNull(nothing);
    }

    @Test
    void throwsWhatTheWorkThrows() {
        WorkLimit limit = fixed(1, 0);
        var failure = new IOException("on purpose");

        var thrown =
                assertThrows(
                        IOException.class,
                        () ->
                                limit.run(() -> {
                                    throw failure;
                                }));

        assertSame(failure, thrown);
        assertEquals(0, limit.used());
    }

    @Test
    void showsWhatItIs() throws Exception {
        WorkLimit limit = fixed(2, 3);

        limit.run(() -> assertEquals(1, limit.used()));

        assertEquals("backend", limit.name());
        assertEquals("work limit backend", limit.toString());
        assertEquals(with(2, 3), limit.config());
        assertEquals(2, limit.permits());
        assertEquals(0, limit.used());
        assertEquals(1, limit.admitted());
        assertEquals(0, limit.refused());
    }

    @Test
    void refusesBlankName() {
        assertEquals(
                "work limit name must not be blank",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new WorkLimit(" ", WorkLimitConfig.fixed(1)))
                        .getMessage());
    }

    @Test
    void refusesAtOnceWithoutQueue() {
        WorkLimit limit = fixed(2, 0);
        try (var _ = HeldPermits.of(limit, 2)) {
            var refused = assertThrows(OverloadedException.class, () -> limit.run(() -> 1));

            assertEquals(
                    "work limit backend: 2 at work, 0 waiting, no room for more",
                    refused.getMessage());
            assertSame(limit, refused.limit());
            assertFalse(refused.hasWaited());
            assertEquals(1, limit.refused());
            assertEquals(2, limit.admitted());
        }
    }

    @Test
    void refusesAtOnceWhenTheQueueIsFull() {
        WorkLimit limit = fixed(1, 2);
        try (var _ = HeldPermits.of(limit, 1)) {
            queueUp(limit, 1);
            queueUp(limit, 2);

            var refused = assertThrows(OverloadedException.class, () -> limit.run(() -> 3));

            assertEquals(
                    "work limit backend: 1 at work, 2 waiting, no room for more",
                    refused.getMessage());
            assertFalse(refused.hasWaited());
            assertEquals(2, limit.queued());
        }
    }

    @Test
    void letsThemGoInTheOrderInWhichTheyCame() {
        WorkLimit limit = fixed(1, 100);
        List<Integer> expected = new ArrayList<>();
        try (var held = HeldPermits.of(limit, 1)) {
            for (int i = 0; i < 100; i++) {
                queueUp(limit, i);
                expected.add(i);
            }

            held.release();

            waiting.forEach(Background::join);
            assertEquals(expected, List.copyOf(done));
            assertEquals(0, limit.queued());
        }
    }

    @Test
    void nobodyOvertakesWhoWaits() throws Exception {
        WorkLimit limit = fixed(1, 1);
        var inLine = new AtomicInteger();
        try (var held = HeldPermits.of(limit, 1)) {
            queueUp(
                    limit,
                    () ->
                            limit.run(() -> {
                                inLine.incrementAndGet();
                                eventually().until(() -> inLine.get() == 2);
                            }));
            held.release();

            assertEquals(1, limit.used(), "handed over, not up for grabs");
            eventually().until(() -> inLine.get() == 1);
            inLine.incrementAndGet();
            limit.run(() -> assertEquals(0, limit.queued()));
        }
    }

    @Test
    void refusesWhoHasWaitedTooLong() {
        WorkLimit limit = fixed(1, 10);
        try (var _ = HeldPermits.of(limit, 1)) {
            Background late =
                    queueUp(
                            limit,
                            () -> {
                                var refused =
                                        assertThrows(
                                                OverloadedException.class,
                                                () -> limit.run(() -> 1));
                                assertEquals(
                                        "work limit backend: 1 at work, 1 waiting, no permit in"
                                                + " PT5S",
                                        refused.getMessage());
                                assertTrue(refused.hasWaited());
                            });
            time.advance(Duration.ofSeconds(3));
            queueUp(limit, 2);

            time.advance(Duration.ofMillis(1_990));
            assertEquals(2, limit.queued(), "nobody's time is over yet");
            time.advanceTicks(3);

            late.join();
            assertEquals(1, limit.queued());
            assertEquals(1, limit.refused());
        }
        waiting.forEach(Background::join);
        assertEquals(List.of(2), List.copyOf(done));
    }

    @Test
    void whoseTimeIsOverTogetherWithPermitTakesPermit() throws Exception {
        WorkLimit limit = fixed(1, 10);
        try (var held = HeldPermits.of(limit, 1)) {
            Background late = queueUp(limit, 1);
            time.moveClock(Duration.ofSeconds(6)); // the wheel has not noticed

            held.release();

            late.join();
            assertEquals(List.of(1), List.copyOf(done));
        }
    }

    @Test
    void secondPermitOfThreadIsOneMore() throws Exception {
        WorkLimit limit = fixed(2, 0);

        limit.run(() -> limit.run(() -> assertEquals(2, limit.used())));

        assertEquals(0, limit.used());
    }

    @Test
    void threadsThatAllWaitForTheirSecondPermitEnd() {
        WorkLimit limit = fixed(2, 2);
        for (int i = 0; i < 2; i++) {
            waiting.add(
                    Background.startVirtual(() ->
                            limit.run(() -> {
                                eventually().until(() -> limit.used() == 2);
                                try {
                                    limit.run(() -> done.add(1));
                                } catch (OverloadedException atLast) {
                                    done.add(0);
                                }
                            })));
        }
        eventually().until(() -> time.wheel().size() == 2);

        time.advance(PATIENCE.plusMillis(20));

        waiting.forEach(Background::join);
        assertTrue(done.contains(0), "one of them at least gave its permit back");
        assertEquals(0, limit.used());
    }

    @Nested
    class ChangedWhileItIsUsed {

        @Test
        void morePermitsLetTheFirstOnesGo() {
            WorkLimit limit = fixed(1, 10);
            try (var _ = HeldPermits.of(limit, 1)) {
                queueUp(limit, () -> limit.run(() -> awaitFourDone(1)));
                queueUp(limit, () -> limit.run(() -> awaitFourDone(2)));
                queueUp(limit, 3);

                limit.config(with(3, 10));

                eventually().until(() -> done.containsAll(List.of(1, 2)));
                assertEquals(3, limit.permits());
                assertEquals(3, limit.used());
                assertEquals(1, limit.queued());
                done.add(4);
            }
        }

        private void awaitFourDone(int number) {
            done.add(number);
            eventually().until(() -> done.contains(4));
        }

        @Test
        void fewerPermitsEndNothing() throws Exception {
            WorkLimit limit = fixed(3, 10);
            try (var first = HeldPermits.of(limit, 1);
                    var others = HeldPermits.of(limit, 2)) {

                limit.config(with(1, 0));

                assertEquals(1, limit.permits());
                assertEquals(3, limit.used());
                assertThrows(OverloadedException.class, () -> limit.run(() -> 1));
                others.release();
                assertThrows(OverloadedException.class, () -> limit.run(() -> 1));
                first.release();
                limit.run(() -> assertEquals(1, limit.used()));
            }
        }

        @Test
        void fewerPermitsLetOneWaitUntilThereIsRoom() {
            WorkLimit limit = fixed(2, 10);
            try (var first = HeldPermits.of(limit, 1);
                    var second = HeldPermits.of(limit, 1)) {
                queueUp(limit, 1);
                limit.config(with(1, 10));

                first.release();
                assertEquals(1, limit.queued());
                second.release();

                eventually().until(() -> done.contains(1));
            }
        }

        @Test
        void shorterQueueRefusesOnlyNewOnes() {
            WorkLimit limit = fixed(1, 10);
            try (var held = HeldPermits.of(limit, 1)) {
                queueUp(limit, 1);
                queueUp(limit, 2);

                limit.config(with(1, 1));

                assertEquals(2, limit.queued());
                assertThrows(OverloadedException.class, () -> limit.run(() -> 3));
                held.release();
                waiting.forEach(Background::join);
                assertEquals(List.of(1, 2), List.copyOf(done));
            }
        }

        @Test
        void patienceIsThatOfTheBeginning() {
            WorkLimit limit = fixed(1, 10);
            try (var _ = HeldPermits.of(limit, 1)) {
                queueUp(
                        limit,
                        () -> assertThrows(OverloadedException.class, () -> limit.run(() -> 1)));

                limit.config(with(1, 10).withPatience(Duration.ofSeconds(1)));
                time.advance(Duration.ofSeconds(4));
                assertEquals(1, limit.queued());
                time.advance(Duration.ofSeconds(2));

                waiting.forEach(Background::join);
            }
        }

        @Test
        void becomesAdaptiveAndFixedAgain() {
            WorkLimit limit = fixed(10, 0);

            limit.config(WorkLimitConfig.adaptive(2, 20, PATIENCE));
            assertEquals(10, limit.permits());

            limit.config(WorkLimitConfig.fixed(3));
            assertEquals(3, limit.permits());
        }
    }
}
