package io.heddle;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Runs benchmarks on virtual threads, as handlers run; JMH makes it by its name.
public final class HandlerExecutor extends ThreadPoolExecutor {

    /// As JMH wants it.
    public HandlerExecutor(int threads, String name) {
        super(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofVirtual().name(name, 0).factory());
    }
}
