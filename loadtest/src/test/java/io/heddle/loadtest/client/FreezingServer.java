package io.heddle.loadtest.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// An echo server that stops serving for a while when it is told to.
final class FreezingServer implements AutoCloseable {
    private final TestServer server;
    private volatile long frozenFrom = Long.MAX_VALUE;
    private volatile long frozenUntil = Long.MAX_VALUE;

    FreezingServer() throws IOException {
        server =
                new TestServer((input, output) -> {
                    var bytes = new byte[4096];
                    for (int n = input.read(bytes); n >= 0; n = input.read(bytes)) {
                        awaitThaw();
                        output.write(bytes, 0, n);
                    }
                });
    }

    InetSocketAddress address() {
        return server.address();
    }

    /// Freezes once, after `delay`, for `length`.
    void freeze(Duration delay, Duration length) {
        long from = System.nanoTime() + delay.toNanos();
        frozenUntil = from + length.toNanos();
        frozenFrom = from;
    }

    private void awaitThaw() {
        long now = System.nanoTime();
        if (frozenFrom == Long.MAX_VALUE || now - frozenFrom < 0) {
            return;
        }
        for (long left = frozenUntil - now; left > 0; left = frozenUntil - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(100)));
        }
    }

    @Override
    public void close() throws IOException {
        frozenUntil = System.nanoTime();
        server.close();
    }
}
