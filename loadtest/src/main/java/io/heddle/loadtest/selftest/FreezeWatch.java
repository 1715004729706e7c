package io.heddle.loadtest.selftest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Sees when a process stands still, as the kernel tells it: the truth a freeze is judged by.
///
/// A signal is delivered by another program, whose start takes its time: what was planned, and when
/// that program was called, are not when the process stood still.
final class FreezeWatch implements AutoCloseable {
    private static final Duration GLANCE = Duration.ofNanos(500_000);
    private static final char STOPPED = 'T';

    private final Path stat;
    private final Thread thread;
    private long longestNanos; // guarded by this
    private volatile boolean closed;

    private FreezeWatch(long pid) {
        stat = Path.of("/proc", String.valueOf(pid), "stat");
        thread = Thread.ofPlatform().name("freeze-watch").daemon().unstarted(this::watch);
    }

    /// Watches from now on, until closed.
    static FreezeWatch of(long pid) {
        var watch = new FreezeWatch(pid);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        long since = Long.MIN_VALUE;
        try {
            while (!closed) {
                long now = System.nanoTime();
                boolean stopped = isStopped();
                if (stopped && since == Long.MIN_VALUE) {
                    since = now;
                } else if (!stopped && since != Long.MIN_VALUE) {
                    stood(now - since);
                    since = Long.MIN_VALUE;
                }
                Thread.sleep(GLANCE);
            }
        } catch (IOException e) {
            // The process is gone, or the system does not tell: no freeze is seen.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Its state is the field after its name, which may hold blanks and brackets itself.
    private boolean isStopped() throws IOException {
        var line = Files.readString(stat);
        int end = line.lastIndexOf(')');
        return end >= 0 && line.length() > end + 2 && line.charAt(end + 2) == STOPPED;
    }

    private synchronized void stood(long nanos) {
        longestNanos = Math.max(longestNanos, nanos);
    }

    private synchronized double longestMillis() {
        return longestNanos / 1e6;
    }

    /// Ends the watch.
    ///
    /// @return how long it stood still at the longest, in milliseconds; 0 if it never did
    double end() throws InterruptedException {
        closed = true;
        thread.join();
        return longestMillis();
    }

    @Override
    public void close() {
        closed = true;
    }
}
