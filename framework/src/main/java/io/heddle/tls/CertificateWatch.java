package io.heddle.tls;

import io.heddle.ServerObserver;
import io.heddle.SocketServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Looks at the files of [Certificates] from time to time, and reloads those that have changed, on
/// a daemon thread of its own: files are read by blocking, which handlers should not have to wait
/// for. Symbolic links are followed, so a folder may be switched by one.
///
/// Ends with [#close], and with a server that has it as an observer.
public final class CertificateWatch implements ServerObserver, AutoCloseable {

    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final long PATIENCE_MILLIS = 500;

    private final List<WatchedSlot> slots;
    private final long everyNanos;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    CertificateWatch(Certificates certificates, Duration every) {
        if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "every must be between %s and %s, was %s".formatted(SHORTEST, LONGEST, every));
        }
        long now = System.nanoTime();
        this.slots =
                certificates.slots().stream()
                        .filter(slot -> !slot.source().files().isEmpty())
                        .map(slot -> new WatchedSlot(certificates, slot, now))
                        .toList();
        this.everyNanos = every.toNanos();
        this.thread = Thread.ofPlatform().daemon().name("certificate watch").start(this::run);
    }

    private void run() {
        try {
            do {
                long now = System.nanoTime();
                slots.forEach(slot -> slot.look(now));
            } while (!closed.await(everyNanos, TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            // as good as a close
        }
    }

    @Override
    public void stopped(SocketServer server) {
        close();
    }

    /// No more looks begin. Waits half a second at most for one that is under way. Any thread, any
    /// number of times.
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
