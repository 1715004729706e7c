package io.heddle.udp;

import java.util.function.BooleanSupplier;

/// Whether it takes more than one worker, as handlers wait or compute for long. Guarded by the lock
/// of the [HandlerPool].
final class Eagerness {

    private static final long MILLI_NANOS = 1_000_000;

    /// How often it is looked whether workers wait.
    private static final long LOOK_NANOS = MILLI_NANOS;

    /// How long a worker may serve few, before it is slow and has not only been off its processor.
    private static final long WINDOW_NANOS = 16 * MILLI_NANOS;

    /// How few are few.
    private static final int FEW = 320;

    /// How many datagrams may wait for a quick worker.
    private static final int MANY = 256;

    /// How long the pool is eager after it had reason to.
    private static final long EAGER_NANOS = 100 * MILLI_NANOS;

    private boolean isEager;
    private long eagerUntil;
    private long lookedAt = System.nanoTime();
    private long windowAt = lookedAt;
    private int taken; // in the window

    /// A worker begins with a datagram.
    void taken() {
        taken++;
    }

    boolean isEager() {
        return isEager;
    }

    /// Looks how things stand.
    ///
    /// @param waiting how many datagrams wait
    /// @param isWorkerWaiting whether a worker waits
    void look(int waiting, BooleanSupplier isWorkerWaiting) {
        long now = System.nanoTime();
        boolean isReason = waiting > MANY;
        if (now - lookedAt >= LOOK_NANOS) {
            lookedAt = now;
            isReason |= (waiting > 0 || isEager) && isWorkerWaiting.getAsBoolean();
        }
        if (waiting == 0) {
            begin(now);
        } else if (now - windowAt >= WINDOW_NANOS) {
            isReason |= taken < FEW;
            begin(now);
        }
        if (isReason) {
            isEager = true;
            eagerUntil = now + EAGER_NANOS;
        } else {
            isEager &= eagerUntil - now > 0;
        }
    }

    /// Looks only whether a worker waits, while one receives by itself.
    void lookForWaiting(BooleanSupplier isWorkerWaiting) {
        long now = System.nanoTime();
        begin(now);
        if (isWorkerWaiting.getAsBoolean()) {
            isEager = true;
            eagerUntil = now + EAGER_NANOS;
        }
    }

    private void begin(long now) {
        windowAt = now;
        taken = 0;
    }
}
