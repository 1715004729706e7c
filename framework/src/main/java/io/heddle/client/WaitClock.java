package io.heddle.client;

import io.heddle.Deadline;
import io.heddle.WaitEndedException;

/// The time by which threads wait.
interface WaitClock {

    /// The system's.
    WaitClock SYSTEM =
            new WaitClock() {
                @Override
                public long nanoTime() {
                    return System.nanoTime();
                }

                @Override
                public void park(Object what, long nanos) throws WaitEndedException {
                    Deadline.parkNanos(what, nanos);
                }
            };

    /// Nanoseconds from any origin.
    long nanoTime();

    /// As [Deadline#parkNanos(Object, long)].
    void park(Object what, long nanos) throws WaitEndedException;
}
