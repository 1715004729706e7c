package io.heddle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Looks, again and again, whether a server still moves, and tells observers if it does not.
///
/// It runs on a platform thread: virtual ones are what it has its eye on.
final class Watchdog {

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(10);

    private final ServerState server;
    private final long periodNanos;
    private final SchedulerProbe scheduler;
    private final IdleHands handlers;
    private final @Nullable PinnedThreads pinned;
    private final Thread thread;
    private volatile boolean stopped;

    Watchdog(ServerState server) {
        WatchdogConfig config = server.config().watchdog();
        this.server = server;
        this.periodNanos = period(config).toNanos();
        this.scheduler = new SchedulerProbe(config.schedulerLag());
        this.handlers = new IdleHands(config.handler());
        this.pinned =
                config.pinned().equals(Timeouts.NEVER)
                        ? null
                        : new PinnedThreads(
                                config.pinned(), server.connections(), server.observers()::stalled);
        this.thread =
                Thread.ofPlatform()
                        .name("watchdog " + server.config().name())
                        .daemon(true)
                        .unstarted(this::run);
    }

    /// Often enough for the shortest limit, and seldom enough to cost nothing.
    private static Duration period(WatchdogConfig config) {
        Duration period = PERIOD;
        for (Duration limit : List.of(config.schedulerLag(), config.handler())) {
            Duration half = limit.dividedBy(2);
            period = half.compareTo(period) < 0 ? half : period;
        }
        return period.compareTo(SHORTEST_PERIOD) < 0 ? SHORTEST_PERIOD : period;
    }

    void start() {
        thread.start();
    }

    /// Ends it. Any thread; does not block.
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        try {
            while (!stopped) {
                look();
                LockSupport.parkNanos(this, periodNanos);
                Thread.interrupted(); // nobody has reason to; it must not turn the wait into a spin
            }
        } finally {
            if (pinned != null) {
                pinned.close();
            }
        }
    }

    private void look() {
        try {
            server.observers().look();
            Stall lag = scheduler.look(System.nanoTime());
            if (lag != null) {
                server.observers().stalled(lag);
            }
            handlers.look(server.connections().all(), System.nanoTime())
                    .forEach(server.observers()::stalled);
            if (pinned != null) {
                pinned.start(); // last, as it needs a file, for which there may be no descriptor
            }
        } catch (Throwable failure) { // out of memory, say: it looks again
        }
    }
}
