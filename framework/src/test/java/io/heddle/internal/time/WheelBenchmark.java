package io.heddle.internal.time;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to set, to move and to cancel a timer among a million, in an order that no cache
/// can foresee.
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(WheelBenchmark.TIMERS)
@Warmup(iterations = 10)
@Measurement(iterations = 20)
@Fork(1)
public class WheelBenchmark {

    static final int TIMERS = 1_000_000;
    private static final int MINUTE = 6000; // ticks

    @Benchmark
    public void set(NotSet timers) {
        timers.setAll();
    }

    @Benchmark
    public void move(AllSet timers) {
        timers.setAll();
    }

    @Benchmark
    public void cancel(AllSet timers) {
        timers.cancelAll();
    }

    /// Before each of the million calls none is set.
    public static class NotSet extends Timers {
        @Setup(Level.Invocation)
        public void prepare() {
            cancelAll();
            chooseTimes();
        }
    }

    /// Before each of the million calls all are set, for other times.
    public static class AllSet extends Timers {
        @Setup(Level.Invocation)
        public void prepare() {
            setAll();
            chooseTimes();
        }
    }

    /// The wheel and its timers.
    @State(Scope.Thread)
    public abstract static class Timers {

        private final TimerWheel wheel = new TimerWheel(System::nanoTime);
        private final List<BareTimer> timers = new ArrayList<>(TIMERS);
        private final int[] times = new int[TIMERS];
        private final Random random = new Random(1);

        @Setup(Level.Trial)
        public void make() {
            for (int i = 0; i < TIMERS; i++) {
                timers.add(new BareTimer(i));
            }
            Collections.shuffle(timers, random);
            chooseTimes();
        }

        final void chooseTimes() {
            for (int i = 0; i < TIMERS; i++) {
                times[i] = random.nextInt(MINUTE);
            }
        }

        final void setAll() {
            for (int i = 0; i < TIMERS; i++) {
                wheel.set(timers.get(i), times[i]);
            }
        }

        final void cancelAll() {
            for (BareTimer timer : timers) {
                wheel.cancel(timer);
            }
        }
    }
}
