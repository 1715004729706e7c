package io.heddle.udp;

import io.heddle.ConnectionPhase;
import io.heddle.ConnectionSnapshot;
import io.heddle.ShutdownPlan;
import io.heddle.ShutdownReport;
import io.heddle.ShutdownReport.Forced;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Stops a server step by step, on a thread of its own, as a [ShutdownPlan] says.
final class DatagramDrain {

    /// How long handlers have once they were interrupted, before they are called stuck.
    private static final Duration INTERRUPTED_HANDLER = Duration.ofMillis(200);

    private static final Duration LOOK = Duration.ofMillis(2);

    private final DatagramServer server;
    private final Recipients recipients;
    private final DatagramObservers observers;
    private final ShutdownPlan plan;
    private final Thread thread;
    private final long begin = System.nanoTime();
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean hurried;
    private volatile @Nullable ShutdownReport report;

    DatagramDrain(
            DatagramServer server,
            Recipients recipients,
            DatagramObservers observers,
            ShutdownPlan plan) {
        this.server = server;
        this.recipients = recipients;
        this.observers = observers;
        this.plan = plan;
        this.thread =
                Thread.ofPlatform()
                        .name("drain " + server.name())
                        .daemon(false)
                        .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    boolean runsOn(Thread candidate) {
        return thread == candidate;
    }

    /// Ends the delay and the grace now. Any thread; does not block.
    void hurry() {
        hurried = true;
    }

    /// Waits for the end. An interrupt does not shorten the wait; the interrupt status is kept.
    ShutdownReport await() {
        DatagramServer.awaitUninterruptibly(done);
        return soFar();
    }

    /// What can be said now.
    ShutdownReport soFar() {
        ShutdownReport last = report;
        return last != null ? last : report(List.of(), 0);
    }

    private ShutdownReport report(List<Forced> forced, long drained) {
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        return new ShutdownReport(took, (int) drained, forced, recipients.running());
    }

    private void run() {
        ShutdownReport last = report(List.of(), 0);
        try {
            observers.draining();
            awaitUntil(plan.delay(), () -> hurried);
            last = drain();
        } finally {
            report = last;
            observers.drained(last);
            server.stopNow();
            done.countDown();
        }
    }

    private ShutdownReport drain() {
        long endedBefore = recipients.ended();
        recipients.end(SessionEnd.DRAINED);
        awaitUntil(plan.grace(), () -> hurried || recipients.isQuiet());
        List<Forced> forced = new ArrayList<>();
        List<Recipients.HandlerThread> left = recipients.threads();
        left.forEach(handler -> forced.add(forced(handler)));
        long drained = recipients.ended() - endedBefore;
        left.forEach(handler -> handler.thread().interrupt());
        awaitUntil(INTERRUPTED_HANDLER, recipients::isQuiet);
        return report(forced, drained);
    }

    private Forced forced(Recipients.HandlerThread handler) {
        List<StackTraceElement> stack = Arrays.asList(handler.thread().getStackTrace());
        var snapshot =
                new ConnectionSnapshot(
                        handler.number(),
                        server.name(),
                        handler.peer(),
                        ConnectionPhase.WORKING,
                        handler.age(),
                        handler.idle(),
                        handler.bytesIn(),
                        handler.bytesOut(),
                        null,
                        null,
                        stack.isEmpty() ? "" : stack.getFirst().toString(),
                        List.of());
        return new Forced(snapshot, stack);
    }

    private void awaitUntil(Duration time, BooleanSupplier condition) {
        long end = System.nanoTime() + time.toNanos();
        while (!condition.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return;
            }
            LockSupport.parkNanos(this, Math.min(left, LOOK.toNanos()));
            Thread.interrupted(); // nobody has reason to; it must not turn the wait into a spin
        }
    }
}
