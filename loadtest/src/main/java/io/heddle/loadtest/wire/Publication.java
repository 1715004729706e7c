package io.heddle.loadtest.wire;

import java.util.concurrent.atomic.AtomicInteger;

/// A published frame on its way to the subscribers. Thread-safe.
final class Publication {
    private final Frame frame;
    private final AtomicInteger left;
    private final Runnable whenTaken;

    /// @param takers how often [#taken()] is called, at least once
    Publication(Frame frame, int takers, Runnable whenTaken) {
        this.frame = frame;
        left = new AtomicInteger(takers);
        this.whenTaken = whenTaken;
    }

    Frame frame() {
        return frame;
    }

    void taken() {
        if (left.decrementAndGet() == 0) {
            whenTaken.run();
        }
    }
}
