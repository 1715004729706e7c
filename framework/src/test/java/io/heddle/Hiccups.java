package io.heddle;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Notices when the machine has no time for us, so that a test of times does not blame Heddle for
/// it: the longest delay of a thread that only wants to run every millisecond.
public final class Hiccups implements AutoCloseable {

    private static final long STEP_NANOS = 1_000_000;

    private volatile boolean ended;
    private volatile long longest; // nanoseconds; written by the thread

    private Hiccups() {}

    public static Hiccups watch() {
        var hiccups = new Hiccups();
        Thread.ofPlatform().name("hiccups").start(hiccups::run);
        return hiccups;
    }

    private void run() {
        long before = System.nanoTime();
        while (!ended) {
            LockSupport.parkNanos(STEP_NANOS);
            long now = System.nanoTime();
            longest = Math.max(longest, now - before - STEP_NANOS);
            before = now;
        }
    }

    /// The longest delay so far.
    public Duration longest() {
        return Duration.ofNanos(longest);
    }

    @Override
    public void close() {
        ended = true;
    }
}
