package io.heddle;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PermitsTest {

    private final Permits permits = new Permits(2);

    @Test
    void givesAsManyAsThereAre() {
        assertTrue(permits.acquire());
        assertTrue(permits.acquire());

        assertEquals(2, permits.taken());
    }

    @Test
    void waitsForReleaseAtTheLimit() throws Exception {
        permits.acquire();
        permits.acquire();
        Waiting waiting = Waiting.start(permits);

        permits.release();

        assertTrue(waiting.gotOne().get());
        assertEquals(2, permits.taken());
    }

    @Test
    void oneReleaseLetsOneGo() throws Exception {
        permits.acquire();
        permits.acquire();
        List<Waiting> waiting = List.of(Waiting.start(permits), Waiting.start(permits));

        permits.release();

        await().until(() -> waiting.stream().anyMatch(Waiting::isOver));
        assertEquals(1, waiting.stream().filter(Waiting::isOver).count());
        permits.release();
        for (Waiting each : waiting) {
            assertTrue(each.gotOne().get());
        }
    }

    @Test
    void interruptDoesNotEndWaitAndIsKept() throws Exception {
        permits.acquire();
        permits.acquire();
        Waiting waiting = Waiting.start(permits);

        waiting.thread().interrupt();

        waiting.untilParked();
        assertFalse(waiting.isOver());
        permits.release();
        assertTrue(waiting.gotOne().get());
        assertTrue(waiting.wasInterrupted().get());
    }

    @Test
    void closeLetsAllThatWaitGoWithoutPermit() throws Exception {
        permits.acquire();
        permits.acquire();
        List<Waiting> waiting = List.of(Waiting.start(permits), Waiting.start(permits));

        permits.close();

        for (Waiting each : waiting) {
            assertFalse(each.gotOne().get());
        }
        assertEquals(2, permits.taken());
    }

    @Test
    void givesNoneAfterClose() {
        permits.close();

        assertFalse(permits.acquire());
        assertEquals(0, permits.taken());
    }

    @Test
    void takesPermitsBackAfterClose() {
        permits.acquire();
        permits.close();

        permits.release();

        assertEquals(0, permits.taken());
        assertFalse(permits.acquire());
    }

    @Test
    void neverGivesMoreThanThereAre() throws Exception {
        var held = new AtomicInteger();
        var most = new AtomicInteger();
        List<Thread> threads =
                Stream.generate(() -> Thread.ofVirtual().start(() -> takeTurns(held, most)))
                        .limit(16)
                        .toList();

        for (Thread thread : threads) {
            thread.join();
        }

        assertEquals(2, most.get());
        assertEquals(0, permits.taken());
    }

    @SuppressWarnings("ThreadPriorityCheck") // to let others try while a permit is held
    private void takeTurns(AtomicInteger held, AtomicInteger most) {
        for (int i = 0; i < 2_000; i++) {
            permits.acquire();
            most.accumulateAndGet(held.incrementAndGet(), Math::max);
            Thread.yield();
            held.decrementAndGet();
            permits.release();
        }
    }

    /// A thread that waits for a permit.
    private record Waiting(
            Thread thread,
            CompletableFuture<Boolean> gotOne,
            CompletableFuture<Boolean> wasInterrupted) {

        static Waiting start(Permits permits) {
            var gotOne = new CompletableFuture<Boolean>();
            var wasInterrupted = new CompletableFuture<Boolean>();
            Thread thread =
                    Thread.ofVirtual()
                            .start(() -> {
                                boolean got = permits.acquire();
                                wasInterrupted.complete(Thread.currentThread().isInterrupted());
                                gotOne.complete(got);
                            });
            var waiting = new Waiting(thread, gotOne, wasInterrupted);
            waiting.untilParked();
            return waiting;
        }

        void untilParked() {
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> thread.getState() == Thread.State.WAITING);
        }

        boolean isOver() {
            return gotOne.isDone();
        }
    }
}
