package io.heddle.internal.poll;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.internal.poll.ReadyGate.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real threads at full speed over a fake level-triggered selector: what was sent is always read.
///
/// `-Dheddle.soak.seconds=600` makes it run longer than the 10 s for each kind of gate.
@Timeout(value = 1, unit = TimeUnit.HOURS)
class ReadyGateStressTest {

    private static final Duration SOAK =
            Duration.ofSeconds(Long.getLong("heddle.soak.seconds", 10));
    private static final int LINES = 16;
    private static final int MAX_IN_FLIGHT = 3;

    private final AtomicBoolean sentEnough = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readersGetEverythingThatIsSent(boolean oneShot) throws Exception {
        var selector = new Selector();
        List<Line> lines =
                IntStream.range(0, LINES)
                        .mapToObj(number -> new Line(selector, oneShot, number))
                        .toList();
        selector.start(lines);
        lines.forEach(line -> line.start());
        var sender = start(Thread.ofPlatform().name("sender"), () -> send(lines));
        var disturber = start(Thread.ofPlatform().name("disturber"), () -> disturb(lines));

        await().atMost(SOAK.plusSeconds(10))
                .during(SOAK)
                .until(() -> failures.isEmpty() && sender.isAlive() && disturber.isAlive());
        sentEnough.set(true);
        sender.join();
        disturber.join();
        ended.set(true); // not before: a reader that has ended would miss the last byte

        await().untilAsserted(() ->
                assertEquals(List.of(), lines.stream().filter(Line::hasData).toList()));
        lines.forEach(Line::wake);
        selector.wakeup();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), List.copyOf(failures));
        assertTrue(lines.stream().allMatch(line -> line.read > 1_000), lines::toString);
    }

    private Thread start(Thread.Builder builder, Runnable task) {
        Thread thread =
                builder.start(() -> {
                    try {
                        task.run();
                    } catch (Throwable e) {
                        failures.add(e);
                    }
                });
        threads.add(thread);
        return thread;
    }

    /// Keeps lines nearly empty, so that readers wait as often as can be.
    private void send(List<Line> lines) {
        var random = RandomGenerator.of("L64X128MixRandom");
        while (!sentEnough.get()) {
            Line line = lines.get(random.nextInt(LINES));
            if (line.data.get() < MAX_IN_FLIGHT) {
                line.data.incrementAndGet();
                line.selector.wakeup();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /// Interrupts and wakes every second line.
    private void disturb(List<Line> lines) {
        var random = RandomGenerator.of("L64X128MixRandom");
        while (!sentEnough.get()) {
            Line line = lines.get(random.nextInt(LINES));
            if (line.isDisturbed()) {
                if (random.nextBoolean()) {
                    line.wake();
                } else {
                    line.reader.interrupt();
                }
            }
            LockSupport.parkNanos(random.nextLong(20_000));
        }
    }

    /// Reports the lines that have data, as long as they have.
    private final class Selector {

        private volatile List<Line> lines = List.of();
        private volatile Thread thread = Thread.currentThread();

        void start(List<Line> all) {
            lines = all;
            thread =
                    ReadyGateStressTest.this.start(Thread.ofPlatform().name("selector"), this::run);
        }

        void wakeup() {
            LockSupport.unpark(thread);
        }

        private void run() {
            while (!ended.get() || lines.stream().anyMatch(Line::hasData)) {
                boolean any = false;
                for (Line line : lines) {
                    if (line.on && line.hasData()) {
                        line.report();
                        any = true;
                    }
                }
                if (!any) {
                    LockSupport.park();
                }
            }
        }
    }

    /// A channel and its reader.
    private final class Line extends ReadyGate {

        private final Selector selector;
        private final boolean oneShot;
        private final int number;
        private final AtomicInteger data = new AtomicInteger();
        private volatile boolean on;
        private volatile long read; // written by the reader
        private volatile Thread reader = Thread.currentThread();

        Line(Selector selector, boolean oneShot, int number) {
            this.selector = selector;
            this.oneShot = oneShot;
            this.number = number;
        }

        void start() {
            reader =
                    ReadyGateStressTest.this.start(
                            Thread.ofVirtual().name("reader-" + number), this::readAll);
        }

        /// Only every second line has interrupts and wakes: they could hide a lost wake-up.
        boolean isDisturbed() {
            return number % 2 == 0;
        }

        boolean hasData() {
            return data.get() > 0;
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // by the reader alone
        private void readAll() {
            while (!ended.get() || hasData()) {
                if (hasData()) {
                    data.decrementAndGet();
                    read++;
                } else if (await() == Outcome.INTERRUPTED) {
                    assertTrue(Thread.interrupted(), "INTERRUPTED without an interrupt");
                }
            }
        }

        @Override
        boolean switchOn() {
            on = true;
            selector.wakeup();
            return true;
        }

        @Override
        void switchOff() {
            on = false;
        }

        @Override
        boolean isOneShot() {
            return oneShot;
        }

        @Override
        public String toString() {
            return "line " + number + ": " + read + " read, interest " + (on ? "on" : "off");
        }
    }
}
