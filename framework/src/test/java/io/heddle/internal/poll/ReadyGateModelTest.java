package io.heddle.internal.poll;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.internal.poll.ReadyGate.Outcome;
import java.util.function.Supplier;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Runs the handshake between a poller and a waiting thread in thousands of different
/// interleavings. A wake-up that is lost leaves all threads waiting, which Lincheck reports.
///
/// The channel always has data. Whatever its timing, a poller that does not report yet is one that
/// was not scheduled yet, and that is Lincheck's to vary.
///
/// How to write a model that Lincheck 3.7 really explores (it finds the [Fault]s, or else this test
/// fails): objects that several threads share are reached through a static field, because what only
/// a lambda captures counts as confined to its thread; and a thread that waits, waits in a monitor,
/// because a loop that spins or parks takes all the switches there are.
///
/// A park may return at any time here, as it may anywhere, so a forgotten unpark goes unnoticed;
/// that is what [ReadyGateTest] is for.
class ReadyGateModelTest {

    private static final int INVOCATIONS = 1_000;
    private static final int WAITS = 3;

    /// The channel of the invocation that runs.
    private static volatile Channel channel = new Channel(Kind.PERSISTENT, Fault.NONE);

    enum Kind {
        PERSISTENT,
        ONE_SHOT
    }

    /// What is wrong with the interest, to see that it is found.
    enum Fault {
        NONE,
        /// The poller does not switch the interest on again when the state moved meanwhile.
        POLLER_DROPS_ON,
        /// The poller switches the interest off after it says so, not before.
        POLLER_IS_LATE_TO_SWITCH_OFF,
        /// The waiter does not switch the interest on.
        WAITER_DROPS_ON
    }

    @ParameterizedTest
    @EnumSource
    void noWakeUpIsLost(Kind kind) {
        explore(() -> new Channel(kind, Fault.NONE), null, () -> waitRepeatedly(channel));
    }

    @ParameterizedTest
    @EnumSource
    void noWakeUpIsLostByWakeOfThirdThread(Kind kind) {
        explore(
                () -> new Channel(kind, Fault.NONE),
                () -> channel.wake(),
                () -> waitRepeatedly(channel));
    }

    @ParameterizedTest
    @EnumSource
    void noWakeUpIsLostByInterrupt(Kind kind) {
        explore(
                () -> new Channel(kind, Fault.NONE),
                () -> channel.waiter.interrupt(),
                () -> waitRepeatedly(channel));
    }

    @Test
    void wakeEndsWaitThoughNothingIsReported() {
        Lincheck.runConcurrentTest(
                INVOCATIONS,
                () -> {
                    channel = new Channel(Kind.PERSISTENT, Fault.NONE);
                    var waiter = new Thread(() -> channel.await());
                    waiter.start();

                    channel.wake();

                    join(waiter);
                });
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void findsFault(Fault fault) {
        var found =
                assertThrows(
                        LincheckAssertionError.class,
                        () ->
                                explore(
                                        () -> new Channel(Kind.PERSISTENT, fault),
                                        null,
                                        () -> waitRepeatedly(channel)));

        assertTrue(found.getMessage().contains("Concurrent test has hung"), found.getMessage());
    }

    private static void waitRepeatedly(Channel channel) {
        for (int i = 0; i < WAITS; i++) {
            if (channel.await() == Outcome.INTERRUPTED && !Thread.interrupted()) {
                channel.wrong = true;
            }
        }
    }

    /// The calling thread is the poller.
    ///
    /// @param third what a third thread does, if there is one
    private static void explore(
            Supplier<Channel> fresh, @Nullable Runnable third, Runnable waiting) {
        Lincheck.runConcurrentTest(
                INVOCATIONS,
                () -> {
                    channel = fresh.get();
                    var waiter =
                            new Thread(() -> {
                                waiting.run();
                                channel.end();
                            });
                    channel.waiter = waiter;
                    Thread other = third == null ? null : new Thread(third);
                    waiter.start();
                    if (other != null) {
                        other.start();
                    }

                    channel.poll();

                    join(waiter);
                    if (other != null) {
                        join(other);
                    }
                    assertFalse(channel.wrong, "INTERRUPTED without an interrupt");
                });
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// A channel that always has data, with a level-triggered poller of its own.
    private static final class Channel extends ReadyGate {

        private final Kind kind;
        private final Fault fault;
        private final Thread poller = Thread.currentThread();
        private volatile Thread waiter = poller;
        private volatile boolean on;
        private volatile boolean offIsDue;
        private volatile boolean ended;
        private volatile boolean wrong;

        Channel(Kind kind, Fault fault) {
            this.kind = kind;
            this.fault = fault;
        }

        void poll() {
            while (!ended) {
                if (on) {
                    report();
                    switchOffIfDue();
                } else {
                    sleep();
                }
            }
        }

        private void switchOffIfDue() {
            if (offIsDue) {
                offIsDue = false;
                on = false;
            }
        }

        private synchronized void sleep() {
            try {
                while (!on && !ended) {
                    wait();
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        synchronized void end() {
            ended = true;
            notifyAll();
        }

        @Override
        boolean switchOn() {
            Fault dropsOn =
                    Thread.currentThread() == poller
                            ? Fault.POLLER_DROPS_ON
                            : Fault.WAITER_DROPS_ON;
            if (fault != dropsOn) {
                on = true;
                wakePoller();
            }
            return true;
        }

        private synchronized void wakePoller() {
            notifyAll();
        }

        @Override
        void switchOff() {
            if (fault == Fault.POLLER_IS_LATE_TO_SWITCH_OFF) {
                offIsDue = true;
            } else {
                on = false;
            }
        }

        @Override
        boolean isOneShot() {
            return kind == Kind.ONE_SHOT;
        }
    }
}
