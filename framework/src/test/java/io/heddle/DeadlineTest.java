package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A deadline where there is no connection; with one it is a [DeadlineOnConnectionTest].
class DeadlineTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration NOISE = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(2); // of code that computes

    interface Blocking {
        void forEver() throws Exception;
    }

    /// What is not Heddle's, and is ended by an interrupt.
    enum Wait {
        PERMIT {
            @Override
            Blocking prepared() {
                return new Semaphore(0)::acquire;
            }
        },
        LOCK {
            @Override
            Blocking prepared() {
                var lock = new ReentrantLock();
                Background.start(lock::lock).join();
                return lock::lockInterruptibly;
            }
        },
        FUTURE {
            @Override
            Blocking prepared() {
                return new CompletableFuture<String>()::get;
            }
        },
        LATCH {
            @Override
            Blocking prepared() {
                return new CountDownLatch(1)::await;
            }
        },
        QUEUE {
            @Override
            Blocking prepared() {
                return new ArrayBlockingQueue<String>(1)::take;
            }
        },
        THREAD {
            @Override
            Blocking prepared() {
                return () -> Thread.currentThread().join();
            }
        };

        /// The wait; what it needs is done before, and is no part of it.
        abstract Blocking prepared();
    }

    @ParameterizedTest
    @EnumSource
    void endsAnyWaitOfVirtualThread(Wait wait) {
        Background.startVirtual(() -> endsInTime(wait)).join();
    }

    @ParameterizedTest
    @EnumSource
    void endsAnyWaitOfPlatformThread(Wait wait) {
        endsInTime(wait);
    }

    private static void endsInTime(Wait wait) {
        Blocking blocking = wait.prepared();
        long begin = System.nanoTime();

        var exceeded =
                assertThrows(
                        DeadlineExceededException.class,
                        () -> Deadline.within(SHORT, blocking::forEver));

        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.compareTo(SHORT) >= 0, "too early: " + took);
        assertTrue(took.compareTo(SHORT.plus(GRACE)) < 0, "too late: " + took);
        assertFalse(Thread.currentThread().isInterrupted(), "interrupt status");
        assertInstanceOf(InterruptedException.class, exceeded.getCause());
        assertEquals(0, exceeded.bytesTransferred());
        assertEquals("deadline of PT0.05S exceeded", exceeded.getMessage());
        assertEquals(SHORT, exceeded.deadline().limit());
        assertTrue(exceeded.deadline().isExpired());
        assertEquals(Duration.ZERO, exceeded.deadline().remaining());
    }

    @Test
    void saysHowMuchIsLeft() throws Exception {
        assertEquals(Optional.empty(), Deadline.current());
        Deadline.within(
                LONG,
                () -> {
                    Deadline deadline = Deadline.current().orElseThrow();
                    Duration first = deadline.remaining();
                    assertEquals(LONG, deadline.limit());
                    assertFalse(deadline.isExpired());
                    assertTrue(first.compareTo(LONG) <= 0);
                    assertTrue(first.compareTo(LONG.minus(NOISE)) > 0);

                    while (deadline.remaining().equals(first)) {
                        Thread.onSpinWait();
                    }

                    assertTrue(deadline.remaining().compareTo(first) < 0);
                });

        assertEquals(Optional.empty(), Deadline.current());
    }

    @Test
    void returnsWhatOperationReturns() throws Exception {
        String name = Deadline.within(LONG, () -> "ada");
        String nothing = Deadline.within(LONG, () -> null);

        assertEquals("ada", name);
        assertNull(nothing);
    }

    @Test
    void throwsWhatOperationThrows() {
        var failure = new FileNotFoundException("on purpose");

        try {
            Deadline.within(LONG, () -> failing(failure));
        } catch (FileNotFoundException kept) { // no other checked exception, says the compiler
            assertSame(failure, kept);
        } catch (DeadlineExceededException exceeded) {
            throw new AssertionError(exceeded);
        }
    }

    @Test
    void unrelatedFailureIsNotDisguisedByExpiry() {
        var failure = new TimeoutException("on purpose");

        var thrown =
                assertThrows(
                        TimeoutException.class,
                        () ->
                                Deadline.within(
                                        SHORT,
                                        () -> {
                                            try {
                                                new Semaphore(0).acquire();
                                            } catch (InterruptedException e) {
                                                throw failure;
                                            }
                                        }));

        assertSame(failure, thrown);
        assertFalse(Thread.currentThread().isInterrupted(), "interrupt status");
    }

    private static <X extends IOException> String failing(X failure) throws X {
        throw failure;
    }

    @Test
    void resultThatIsLateIsReturned() throws Exception {
        String result =
                Deadline.within(
                        SHORT,
                        () -> {
                            computeUntil(Deadline::isExpired);
                            return "late";
                        });

        assertEquals("late", result);
        assertFalse(Thread.currentThread().isInterrupted(), "interrupt status");
    }

    private static void computeUntil(Predicate<Deadline> over) {
        Deadline deadline = Deadline.current().orElseThrow();
        while (!over.test(deadline)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void codeThatComputesIsInterruptedAfterGrace() throws Exception {
        long begin = System.nanoTime();

        String result =
                Deadline.within(
                        SHORT,
                        () -> {
                            computeUntil(_ -> Thread.currentThread().isInterrupted());
                            return "took no notice";
                        });

        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.compareTo(SHORT.plus(GRACE)) >= 0, "too early: " + took);
        assertEquals("took no notice", result);
        assertFalse(Thread.currentThread().isInterrupted(), "interrupt status");
    }

    /// As a platform thread does that was woken and has no processor yet.
    @Test
    void oneThatWasWokenAndStillLooksParkedIsNotInterrupted() {
        var exceeded =
                assertThrows(
                        DeadlineExceededException.class,
                        () ->
                                Deadline.within(
                                        SHORT,
                                        () -> {
                                            Deadline deadline = Deadline.current().orElseThrow();
                                            parkAsIfWoken(deadline, SHORT.multipliedBy(8));
                                            deadline.check("a wait");
                                        }));

        assertEquals("deadline of PT0.05S exceeded in a wait", exceeded.getMessage());
        assertNull(exceeded.getCause(), "no interrupt was needed");
    }

    private static void parkAsIfWoken(Deadline deadline, Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        Runnable wake = () -> {};
        deadline.enlist(wake);
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        assertFalse(Thread.currentThread().isInterrupted(), "interrupt status");
        deadline.delist(wake);
    }

    @Test
    void interruptFromElsewhereIsNoDeadline() {
        var waiting = new CountDownLatch(1);
        Background owner =
                Background.startVirtual(() ->
                        assertThrows(
                                InterruptedException.class,
                                () ->
                                        Deadline.within(
                                                LONG,
                                                () -> {
                                                    waiting.countDown();
                                                    new Semaphore(0).acquire();
                                                })));

        awaitQuietly(waiting, owner);
        owner.thread().interrupt();

        owner.join();
    }

    private static void awaitQuietly(CountDownLatch waiting, Background owner) {
        Eventually.eventually().until(() -> waiting.getCount() == 0);
        owner.awaitWaiting();
    }

    @Test
    void interruptFromElsewhereIsKept() throws Exception {
        Deadline.within(LONG, () -> Thread.currentThread().interrupt());

        assertTrue(Thread.interrupted());
    }

    @Test
    void interruptFromElsewhereIsKeptByOneThatExpires() throws Exception {
        long end = System.nanoTime() + SHORT.plus(GRACE).plus(SHORT).toNanos();

        Deadline.within(
                SHORT,
                () -> {
                    Thread.currentThread().interrupt();
                    computeUntil(_ -> System.nanoTime() - end >= 0);
                });

        assertTrue(Thread.interrupted());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PT0S",
                "PT-1S",
                "PT0.009999999S",
                "PT2160H0.000000001S",
                "PT2562047788015215H30M7S",
                "PT-2562047788015215H-30M-8S"
            })
    void limitOutOfRangeIsRefused(String text) {
        Duration limit = Duration.parse(text);
        var ran = new AtomicBoolean();

        refuses(limit, refused -> Deadline.within(refused, () -> ran.set(true)));
        refuses(limit, refused -> Deadline.within(refused, () -> ran.getAndSet(true)));
        refuses(limit, TaskScope::allSucceed);
        refuses(limit, refused -> TaskScope.firstSuccesses(1, refused));

        assertFalse(ran.get());
    }

    private static void refuses(Duration limit, ThrowingConsumer<Duration> call) {
        var refused = assertThrows(IllegalArgumentException.class, () -> call.accept(limit));

        assertEquals(
                "deadline must be between PT0.01S and PT2160H, was " + limit, refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.01S", "PT2160H"})
    void limitAtBoundIsTaken(String limit) throws Exception {
        assertEquals("done", Deadline.within(Duration.parse(limit), () -> "done"));
    }
}
