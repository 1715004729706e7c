package io.heddle.loadtest.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/// The lines that a process has printed and nobody has read yet; what is too much is dropped, so
/// that a talkative process is never blocked. Thread-safe.
final class PrintedLines {
    private static final int MOST_LINES = 1_000;
    private static final int FIRST_LINES = 5;

    private final Queue<String> unread = new ArrayDeque<>(); // guarded by this
    private final List<String> first = new ArrayList<>(); // guarded by this
    private boolean ended; // guarded by this

    synchronized void add(String line) {
        if (first.size() < FIRST_LINES) {
            first.add(line);
        }
        if (unread.size() < MOST_LINES) {
            unread.add(line);
            notifyAll();
        }
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized boolean hasEnded() {
        return ended && unread.isEmpty();
    }

    /// The next line, waiting for it; empty if the time is over or the output has ended.
    synchronized Optional<String> next(Duration patience) throws InterruptedException {
        long endNanos = System.nanoTime() + patience.toNanos();
        while (unread.isEmpty() && !ended) {
            long left = endNanos - System.nanoTime();
            if (left <= 0) {
                return Optional.empty();
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return Optional.ofNullable(unread.poll());
    }

    /// The first lines of all.
    synchronized List<String> first() {
        return List.copyOf(first);
    }
}
