package io.heddle.loadtest.measure;

import java.util.concurrent.TimeUnit;

/// Time as a recorder sees it, so that tests need not wait.
interface Clock {
    /// The real one.
    Clock REAL =
            new Clock() {
                @Override
                public long nanoTime() {
                    return System.nanoTime();
                }

                @Override
                public void sleep(long nanos) throws InterruptedException {
                    TimeUnit.NANOSECONDS.sleep(nanos);
                }
            };

    /// Nanoseconds since some moment, as [System#nanoTime()].
    long nanoTime();

    /// Sleeps for this long; not at all if it is zero or less.
    void sleep(long nanos) throws InterruptedException;
}
