package io.heddle;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// A nano clock that goes on only when it is told to. It starts before 0, as the system's may.
public final class ManualClock implements LongSupplier {

    private final AtomicLong nanos = new AtomicLong(-1);

    @Override
    public long getAsLong() {
        return nanos.get();
    }

    public void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
