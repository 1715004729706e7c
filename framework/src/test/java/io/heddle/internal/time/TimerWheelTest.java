package io.heddle.internal.time;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.VirtualWheel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerWheelTest {

    private static final long BUCKETS = TimerWheel.BUCKETS;

    private final VirtualWheel time = new VirtualWheel();
    private final TimerWheel wheel = time.wheel();
    private final List<String> called = new ArrayList<>();

    /// Notes its name when it is called.
    private class Noting extends WheelTimer {

        private final String name;

        Noting(String name) {
            this.name = name;
        }

        @Override
        protected void expire() {
            called.add(name);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 9, 10, 11, 100, 8190, 8191, 8192, 8193, 16_384, 100_000})
    void callsATimerOnceAndNeverEarlierThanAsked(long ticks) {
        wheel.set(new Noting("a"), ticks);

        time.advanceTicks(ticks);
        assertEquals(List.of(), called, "early");
        time.advanceTicks(1);

        assertEquals(List.of("a"), called);
        time.advanceTicks(2 * BUCKETS);
        assertEquals(List.of("a"), called);
        assertEquals(0, wheel.size());
    }

    @Test
    void neverCallsATimerThatIsSetForEver() {
        var timer = new Noting("a");
        wheel.set(timer, TimerWheel.FOREVER);

        time.advanceTicks(3 * BUCKETS);

        assertEquals(List.of(), called);
        wheel.cancel(timer);
        assertEquals(0, wheel.size());
    }

    @Test
    void callsTimersInTheOrderOfTheirTicks() {
        List<Integer> ticks = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            ticks.add(i);
        }
        Collections.shuffle(ticks, new Random(1));
        ticks.forEach(tick -> wheel.set(new Noting(String.valueOf(tick)), tick));

        time.advanceTicks(501);

        Collections.sort(ticks);
        assertEquals(ticks.stream().map(String::valueOf).toList(), called);
    }

    @Test
    void keepsTimersOfOneBucketApartByTheirRounds() {
        wheel.set(new Noting("third"), 5 + 2 * BUCKETS);
        wheel.set(new Noting("first"), 5);
        wheel.set(new Noting("second"), 5 + BUCKETS);

        time.advanceTicks(6);
        assertEquals(List.of("first"), called);
        time.advanceTicks(BUCKETS);
        assertEquals(List.of("first", "second"), called);
        time.advanceTicks(BUCKETS);

        assertEquals(List.of("first", "second", "third"), called);
    }

    @Test
    void movesATimerThatIsSetAgain() {
        var timer = new Noting("a");
        wheel.set(timer, 10);

        wheel.set(timer, 20);
        assertEquals(1, wheel.size());
        time.advanceTicks(20);
        assertEquals(List.of(), called);
        wheel.set(timer, 5);
        time.advanceTicks(6);

        assertEquals(List.of("a"), called);
    }

    @Test
    void doesNotCallACancelledTimer() {
        var first = new Noting("first");
        var middle = new Noting("middle");
        var last = new Noting("last");
        List.of(first, middle, last).forEach(timer -> wheel.set(timer, 7));

        wheel.cancel(middle);
        wheel.cancel(middle);
        assertEquals(2, wheel.size());
        time.advanceTicks(8);

        Collections.sort(called);
        assertEquals(List.of("first", "last"), called);
    }

    @Test
    void cancelsEveryTimerOfABucketInAnyOrder() {
        List<WheelTimer> timers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            var timer = new Noting("late " + i);
            timers.add(timer);
            wheel.set(timer, 7);
        }

        Collections.shuffle(timers, new Random(2));
        timers.forEach(wheel::cancel);
        time.advanceTicks(8);

        assertEquals(List.of(), called);
        assertEquals(0, wheel.size());
    }

    @Test
    void takesNoNoticeOfCancelForATimerThatIsNotSet() {
        wheel.cancel(new Noting("never set"));

        assertEquals(0, wheel.size());
    }

    @Test
    void callsATimerAgainThatSetsItselfWhenCalled() {
        wheel.set(
                new WheelTimer() {
                    @Override
                    protected void expire() {
                        called.add("again");
                        wheel.set(this, 4);
                    }
                },
                4);

        time.advanceTicks(50);

        assertEquals(10, called.size());
        assertEquals(1, wheel.size());
    }

    @Test
    void callsATimerThatSetsItselfToNowInTheNextTurnAndNotInThisOne() {
        wheel.set(
                new WheelTimer() {
                    @Override
                    protected void expire() {
                        called.add("again");
                        wheel.set(this, 0);
                    }
                },
                0);

        time.advanceTicks(3);

        assertEquals(3, called.size());
    }

    @Test
    void letsATimerCancelAndSetOthers() {
        var cancelled = new Noting("cancelled");
        var set = new Noting("set");
        wheel.set(cancelled, 10);
        wheel.set(
                new WheelTimer() {
                    @Override
                    protected void expire() {
                        wheel.cancel(cancelled);
                        wheel.set(set, 1);
                    }
                },
                5);

        time.advanceTicks(20);

        assertEquals(List.of("set"), called);
        assertEquals(0, wheel.size());
    }

    @Test
    void isNotDisturbedByATimerThatThrows() {
        for (int i = 0; i < 3; i++) {
            wheel.set(new Noting("fine"), 3);
            wheel.set(
                    new WheelTimer() {
                        @Override
                        protected void expire() {
                            throw new OutOfMemoryError("thrown by the test");
                        }
                    },
                    3);
        }

        time.advanceTicks(4);
        wheel.set(new Noting("later"), 0);
        time.advanceTicks(1);

        assertEquals(List.of("fine", "fine", "fine", "later"), called);
    }

    @ParameterizedTest
    @ValueSource(longs = {50, 8192, 8193, 20_000, 1_000_000})
    void callsAllThatAreDueOnceWhenTheClockJumps(long ticks) {
        wheel.set(new Noting("begin"), 0);
        wheel.set(new Noting("middle"), ticks / 2);
        wheel.set(new Noting("end"), ticks - 1);
        wheel.set(new Noting("not yet"), ticks);

        time.stopFor(TimerWheel.TICK.multipliedBy(ticks));

        Collections.sort(called);
        assertEquals(List.of("begin", "end", "middle"), called);
        time.advanceTicks(1);
        assertEquals("not yet", called.getLast());
        assertEquals(0, wheel.size());
    }

    @Test
    void countsActiveTimeByTheTick() {
        long before = wheel.now();

        time.advanceTicks(1234);

        assertEquals(1234, wheel.now() - before);
    }

    @Test
    void countsAtMostTheLongestStepOfATimeInWhichItWasStopped() {
        long before = wheel.now();

        time.stopFor(Duration.ofDays(1));

        assertEquals(TimerWheel.LONGEST_STEP, wheel.now() - before);
    }

    @Test
    void neverCallsATimerEarlyThatIsSetBeforeALateWheelHasTurned() {
        wheel.set(new Noting("keeps the wheel busy"), TimerWheel.FOREVER);
        time.moveClock(Duration.ofSeconds(15));

        wheel.set(new Noting("a"), 200);

        time.advanceTicks(200);
        assertEquals(List.of(), called);
        time.advanceTicks(1);
        assertEquals(List.of("a"), called);
    }

    @Test
    void neverCallsATimerEarlyThatIsSetAfterAnIdleTime() {
        time.moveClock(Duration.ofDays(3)); // a wheel without timers is not turned

        wheel.set(new Noting("a"), 10);
        time.advanceTicks(10);

        assertEquals(List.of(), called);
        time.advanceTicks(1);
        assertEquals(List.of("a"), called);
    }

    @Test
    void holdsAHundredThousandTimers() {
        var random = new Random(3);
        List<WheelTimer> timers = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            var timer = new Noting("a");
            timers.add(timer);
            wheel.set(timer, random.nextInt(20_000));
        }
        assertEquals(100_000, wheel.size());

        timers.subList(0, 50_000).forEach(wheel::cancel);
        time.advanceTicks(20_000);

        assertEquals(50_000, called.size());
        assertEquals(0, wheel.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.000000001S", "PT0.01S", "PT0.010000001S", "P90D"})
    void countsATickThatHasBegunAsATick(Duration duration) {
        long ticks = TimerWheel.ticks(duration);

        assertTrue(TimerWheel.TICK.multipliedBy(ticks).compareTo(duration) >= 0);
        assertTrue(TimerWheel.TICK.multipliedBy(ticks - 1).compareTo(duration) < 0);
    }

    @Test
    void countsWhatNanosecondsCannotAsForEver() {
        assertEquals(TimerWheel.FOREVER, TimerWheel.ticks(Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @Test
    void callsTimersOfTheSharedWheelOnItsOwnThread() throws InterruptedException {
        var latch = new CountDownLatch(1);
        var name = new String[1];
        TimerWheel.shared()
                .set(
                        new WheelTimer() {
                            @Override
                            protected void expire() {
                                name[0] = Thread.currentThread().getName();
                                latch.countDown();
                            }
                        },
                        1);

        assertTrue(latch.await(10, TimeUnit.SECONDS));

        assertEquals("heddle-timer", name[0]);
        eventually().until(() -> TimerWheel.shared().size() == 0);
    }
}
